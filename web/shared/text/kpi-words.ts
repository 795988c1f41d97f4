/** The words for one KPI in sentences. */
export interface KpiWords {
  /** On a chip: `Nöjdhet, hemtjänst`. */
  readonly short: string;
  /** After "har högst": `nöjdhet med hemtjänsten`. */
  readonly bare: string;
  /** As a subject, without capital: `nöjdheten med hemtjänsten`. */
  readonly definite: string;
  /** The head noun alone, where the rest has been said: `nöjdhet`. */
  readonly head: string;
  /** Whether the head noun is an ett-word: `indexet är lågt`. */
  readonly neuter: boolean;
  /** What a share does, after its value: `är nöjda med hemtjänsten`. */
  readonly share?: string;
  /** True when built from an uncurated title: a page's heading must then name the KPI besides. */
  readonly general?: true;
}

/** As short as it can be said without mistaking one share, count or index for another. */
export function briefNoun(words: KpiWords): string {
  if (words.general) return `${words.bare} (${words.short})`;
  return /^(andel|antal|index)/.test(words.head) ? words.bare : words.head;
}

/** What a chart is of: `nöjdheten med hemtjänsten`, or an uncurated KPI's name in quotes. */
export function subjectOf(words: KpiWords): string {
  return words.general ? `”${words.short}”` : words.definite;
}

export const curatedWords: Readonly<Record<string, KpiWords>> = {
  N21006: cost('Kostnad per hemtjänsttagare', 'kostnad', 'per hemtjänsttagare'),
  N21017: cost('Nettokostnad för hemtjänst', 'nettokostnad', 'för hemtjänst per invånare'),
  N21009: cost('Hemtjänstkostnad per invånare 65+', 'hemtjänstkostnad', 'per invånare 65+'),
  N21024: cost('Hemtjänstkostnad per invånare 80+', 'hemtjänstkostnad', 'per invånare 80+'),
  N20900: cost(
    'Nettokostnadsavvikelse, äldreomsorg',
    'nettokostnadsavvikelse',
    'i äldreomsorgen',
    'nettokostnadsavvikelsen',
  ),
  U21468: {
    short: 'Nöjdhet, hemtjänst',
    bare: 'nöjdhet med hemtjänsten',
    definite: 'nöjdheten med hemtjänsten',
    head: 'nöjdhet',
    neuter: false,
    share: 'är nöjda med hemtjänsten',
  },
  U21461: opinion('Tillräckligt med tid', 'tycker att personalen har tillräckligt med tid'),
  U21462: opinion('Kan påverka tider', 'kan påverka vilka tider hjälpen kommer'),
  U21463: opinion(
    'Hänsyn till önskemål',
    'tycker att personalen tar hänsyn till åsikter och önskemål',
  ),
  U21466: opinion('Bra bemötande', 'tycker att personalen alltid bemöter dem bra'),
  U21467: opinion('Mycket trygga', 'känner sig mycket trygga med hemtjänsten'),
  U21475: opinion('Kommer på avtalad tid', 'tycker att personalen kommer på avtalad tid'),
  U21477: opinion('Förtroende för personalen', 'har förtroende för personalen'),
  N21497: opinion('Träffar fast omsorgskontakt', 'ofta träffar sin fasta omsorgskontakt', {
    share: 'träffar ofta sin fasta omsorgskontakt',
  }),
  N23590: {
    short: 'Färre än 30 svarande',
    bare: 'värde för färre än 30 svarande',
    definite: 'markeringen för färre än 30 svarande',
    head: 'värde',
    neuter: false,
  },
  U21401: staffCount('Personalkontinuitet (medelvärde)'),
  U21402: staffCount('Personalkontinuitet (median)'),
  U21436: part(
    'Möter fler än 20 ur personalen',
    'hemtjänsttagare som möter fler än 20 ur personalen på 14 dagar',
  ),
  U21901: {
    short: 'Brukartid, hemtjänst',
    bare: 'andel brukartid i hemtjänsten',
    definite: 'andelen brukartid i hemtjänsten',
    head: 'brukartid',
    neuter: false,
  },
  N21701: part('65+ med hemtjänst', 'invånare 65+ med hemtjänst'),
  N21704: part('80+ med hemtjänst', 'invånare 80+ med hemtjänst'),
  N21706: part('120+ timmar hemtjänst', 'hemtjänsttagare med minst 120 beviljade timmar i månaden'),
  N21826: {
    short: 'Beviljade timmar per hemtjänsttagare',
    bare: 'antal beviljade timmar per hemtjänsttagare och månad',
    definite: 'antalet beviljade timmar per hemtjänsttagare och månad',
    head: 'antal timmar',
    neuter: true,
  },
  N21804: part('Hemtjänst i enskild regi', 'hemtjänsttagare i enskild regi'),
  N21806: part('Köpt hemtjänst', 'köpt hemtjänst'),
  U21200: engagement('HME, hemtjänst', 'totalindex', 'i hemtjänsten'),
  U21201: engagement('HME motivation, hemtjänst', 'motivationsindex', 'i hemtjänsten'),
  U21202: engagement('HME ledarskap, hemtjänst', 'ledarskapsindex', 'i hemtjänsten'),
  U21203: engagement('HME styrning, hemtjänst', 'styrningsindex', 'i hemtjänsten'),
  N21898: {
    short: 'HME svarsfrekvens, hemtjänst',
    bare: 'svarsfrekvens i hemtjänstens medarbetarenkät (HME)',
    definite: 'svarsfrekvensen i hemtjänstens medarbetarenkät (HME)',
    head: 'svarsfrekvens',
    neuter: false,
    share: 'svarade på hemtjänstens medarbetarenkät (HME)',
  },
  U00200: engagement('HME, hela kommunen', 'totalindex', 'i hela kommunen'),
  U00201: engagement('HME motivation, hela kommunen', 'motivationsindex', 'i hela kommunen'),
  U00202: engagement('HME ledarskap, hela kommunen', 'ledarskapsindex', 'i hela kommunen'),
  U00203: engagement('HME styrning, hela kommunen', 'styrningsindex', 'i hela kommunen'),
  N00090: {
    short: 'Sjukfrånvaro',
    bare: 'sjukfrånvaro bland de anställda',
    definite: 'sjukfrånvaron bland de anställda',
    head: 'sjukfrånvaro',
    neuter: false,
  },
  N01951: {
    short: 'Folkmängd',
    bare: 'folkmängd',
    definite: 'folkmängden',
    head: 'folkmängd',
    neuter: false,
  },
  N01813: part('Invånare 80+', 'invånare 80+'),
  N02937: {
    short: 'Befolkningstäthet',
    bare: 'befolkningstäthet',
    definite: 'befolkningstätheten',
    head: 'befolkningstäthet',
    neuter: false,
  },
  N00954: {
    short: 'Tätortsgrad',
    bare: 'tätortsgrad',
    definite: 'tätortsgraden',
    head: 'tätortsgrad',
    neuter: false,
  },
};

function cost(short: string, head: string, rest: string, definite = `${head}en`): KpiWords {
  return { short, bare: `${head} ${rest}`, definite: `${definite} ${rest}`, head, neuter: false };
}

/** A share of people who think or do something; a subordinate clause may order its words apart. */
function opinion(short: string, clause: string, { share = clause } = {}): KpiWords {
  return { ...part(short, `som ${clause}`), share };
}

function part(short: string, rest: string): KpiWords {
  return {
    short,
    bare: `andel ${rest}`,
    definite: `andelen ${rest}`,
    head: 'andel',
    neuter: false,
  };
}

function staffCount(short: string): KpiWords {
  const rest = 'personal som en hemtjänsttagare möter på 14 dagar';
  return { short, bare: `antal ${rest}`, definite: `antalet ${rest}`, head: 'antal', neuter: true };
}

function engagement(short: string, head: string, where: string): KpiWords {
  const rest = `för medarbetarengagemang (HME) ${where}`;
  return { short, bare: `${head} ${rest}`, definite: `${head}et ${rest}`, head, neuter: true };
}
