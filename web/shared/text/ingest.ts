/** What `npm run refresh` says in the terminal. */

export const ingestPhaseText = {
  lock: 'Förbereder',
  copy: 'Kopierar senaste utgåvan',
  catalogue: 'Hämtar Koladas lista över nyckeltal, kommuner och grupper',
  values: 'Hämtar värden',
  checkpoint: 'Skriver ny utgåva',
  verify: 'Kontrollerar den nya utgåvan',
  rename: 'Sparar den nya utgåvan',
  pointer: 'Byter till den nya utgåvan',
  clean: 'Städar',
} as const;

export const ingestText = {
  published: (release: string, inserted: string, closed: string) =>
    `Utgåva ${release} är klar: ${inserted} nya eller ändrade värden, ${closed} gäller inte längre.`,
  unchanged: (release: string) => `Inget nytt hos Kolada. Utgåva ${release} gäller fortfarande.`,
  /** After what was held. */
  unchangedElse: (release: string) =>
    `I övrigt inget nytt hos Kolada. Utgåva ${release} gäller fortfarande.`,
  failed: (why: string) => `Uppdateringen misslyckades: ${why} Det som visas är oförändrat.`,
  note: (what: string) => `Obs! ${what}`,
  alarm: (place: string, why: string) => `Obs! ${place}: ${why} De tidigare värdena är kvar.`,
  alarmOfLists: (why: string) =>
    `Obs! Koladas listor: ${why} De tidigare namnen och grupperna är kvar.`,
  /** `N21006, 2305, 2024`: a KPI, and the area or year that the fault is confined to. */
  alarmPlace: (kpi: string, parts: readonly (string | number | undefined)[]) =>
    [kpi, ...parts.filter((part) => part !== undefined)].join(', '),
  review: 'Läs vad som hålls tillbaka, och godta eller neka det, med npm run review.',
  usage:
    'Användning: npm run refresh -- [--full] [--all] [--kpi=N21006,U21468]\n' +
    '          hämta det som har ändrats sedan förra gången, och allt var sjunde gång\n' +
    '  --full  hämta allt som bevakas\n' +
    '  --all   hämta alla nyckeltal, och håll dem uppdaterade framöver\n' +
    '  --kpi=  hämta bara dessa nyckeltal, och bevaka dem framöver',
  badArgument: (argument: string) => `Förstår inte ${argument}.`,
  interrupted: 'Avbryter …',
} as const;

const reasons: Readonly<Record<string, string>> = {
  locked: 'En annan uppdatering pågår redan i samma mapp. Försök igen när den är klar.',
  'disk-full': 'Disken är full. Frigör utrymme och försök igen.',
  'not-writable': 'Mappen för data (DATA_DIR) går inte att skriva i.',
  implausible:
    'Svaret från Kolada är inte troligt: så mycket saknas eller har ändrats. Se npm run review.',
  'mixed-source':
    'Mappen innehåller redan siffror av annat slag (riktiga eller påhittade). Välj en annan DATA_DIR.',
  'unknown-kpi': 'Kolada har inget nyckeltal med det id:t.',
  verify: 'Den nya utgåvan klarade inte kontrollen.',
  answer: 'Kolada svarade med något annat än det vi frågade efter.',
  clock:
    'Datorns klocka stämmer inte med Koladas eller med den senaste utgåvan. Ställ klockan och försök igen.',
  'too-slow': 'Den tog för lång tid och avbröts.',
  aborted: 'Den avbröts.',
  killed: 'Den avbröts av systemet.',
  'bad-data-file': 'En fil i mappen data/ är felaktig.',
  'bad-state-file': 'En fil i DATA_DIR är skadad.',
  'kolada-network': 'Kolada går inte att nå.',
  'kolada-timeout': 'Kolada svarade inte i tid.',
  'kolada-busy': 'Kolada ber oss vänta. Försök igen senare.',
  'kolada-server-error': 'Kolada har ett fel hos sig. Försök igen senare.',
};

/** @param reason stable code of an outcome */
export function ingestFailureText(reason: string): string {
  const other = reason.startsWith('kolada-')
    ? 'Svaret från Kolada går inte att använda.'
    : 'Ett oväntat fel inträffade.';
  return reasons[reason] ?? other;
}

const notes: Readonly<Record<string, string>> = {
  'sweep-disagreed':
    'När allt hämtades fanns ändringar som Kolada inte hade berättat om. De är med i utgåvan.',
  'watch-list-restored':
    'Filen watch.json i DATA_DIR var skadad. Listan över det som bevakas är återställd från den senaste utgåvan.',
  'newer-files':
    'Mappen innehöll en nyare utgåva än den som visades. Den nya bygger på den nyaste.',
};

/** @param code stable code of a note */
export function ingestNoteText(code: string): string {
  return notes[code] ?? code;
}

const alarms: Readonly<Record<string, string>> = {
  'no-rows': 'Kolada gav inga värden alls.',
  'many-vanished': 'många värden saknas nu hos Kolada.',
  'all-zero': 'många värden har blivit 0.',
  level: 'många värden har blivit flera gånger större eller mindre.',
  'new-year-level': 'det nya årets värden är många gånger större eller mindre än årets före.',
  'sign-flipped': 'många värden har bytt tecken.',
  'one-value': 'många olika värden har blivit ett och samma.',
  'year-shifted': 'värdena ser ut att ha flyttats till ett annat år.',
  'area-shifted': 'värdena ser ut att ha flyttats till en annan kommun.',
  'gender-swapped': 'värdena för kvinnor, män och totalt ser ut att ha bytt plats.',
  'history-rewritten': 'värden för hela år har ändrats mer än en revidering brukar göra.',
  'area-vanished': 'kommunen har förlorat en stor del av sina värden.',
  'year-ahead': 'det finns värden för år som inte har varit.',
  'conflicting-values': 'Kolada gav olika värden för samma kommun och år.',
  retitled: 'nyckeltalet har fått ett annat namn eller en annan enhet.',
  'kpi-list-shrunk': 'Koladas lista över nyckeltal har krympt mer än vad som är troligt.',
  'area-list-shrunk': 'Koladas lista över kommuner har krympt mer än vad som är troligt.',
  'group-list-shrunk': 'Koladas lista över grupper har krympt mer än vad som är troligt.',
  'areas-renamed': 'många kommuner eller regioner har bytt namn på en gång.',
  'area-names-moved': 'en kommun eller region har fått ett namn som en annan har eller hade.',
  'area-types': 'en kommun har blivit region, eller tvärtom.',
  'group-members-lost': 'grupper har förlorat många av sina medlemmar.',
  'group-members-replaced': 'många grupper har fått helt andra medlemmar.',
  'groups-retitled': 'många grupper har bytt namn på en gång.',
  'kpis-retitled': 'många nyckeltal har bytt namn på en gång.',
  'kpi-descriptions-lost': 'många nyckeltal har förlorat sin beskrivning.',
  'kpi-flags': 'många nyckeltal har bytt område eller gäller andra kön eller kommuner än förut.',
  'conflicting-rows': 'Kolada säger två olika saker om samma id.',
};

/** @param code stable code of an alarm */
export function ingestAlarmText(code: string): string {
  return alarms[code] ?? 'svaret från Kolada är inte troligt.';
}
