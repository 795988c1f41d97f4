/** First words of titles in the definite form, with the word that ties them to what follows. */
const heads: Readonly<Record<string, string>> = {
  andel: 'andelen',
  antal: 'antalet',
  antibiotikaförsäljning: 'antibiotikaförsäljningen',
  arbetslöshet: 'arbetslösheten',
  ungdomsarbetslöshet: 'ungdomsarbetslösheten',
  långtidsarbetslöshet: 'långtidsarbetslösheten',
  avskrivningar: 'avskrivningarna för',
  avsättningar: 'avsättningarna för',
  befolkningsförändring: 'befolkningsförändringen',
  befolkningstillväxt: 'befolkningstillväxten',
  bilväg: 'längden bilväg',
  bruttokostnad: 'bruttokostnaden för',
  bruttoregionprodukt: 'bruttoregionprodukten',
  driftkostnad: 'driftkostnaden för',
  elproduktion: 'elproduktionen',
  energianvändning: 'energianvändningen',
  finansnetto: 'finansnettot för',
  flyttnetto: 'flyttnettot',
  folkökning: 'folkökningen',
  fastighetspris: 'fastighetspriset för',
  fastighetsavgift: 'fastighetsavgiften för',
  födelsenetto: 'födelsenettot',
  förekomst: 'förekomsten',
  förändring: 'förändringen',
  ginikoefficient: 'ginikoefficienten för',
  gymnasiefrekvens: 'gymnasiefrekvensen',
  handläggningstid: 'handläggningstiden',
  incidens: 'incidensen',
  inkomstutjämning: 'inkomstutjämningen',
  intäkter: 'intäkterna för',
  investeringsutgifter: 'investeringsutgifterna',
  investeringsinkomster: 'investeringsinkomsterna',
  kostnad: 'kostnaden för',
  kostnader: 'kostnaderna för',
  kostnadsutjämning: 'kostnadsutjämningen',
  kostnadsutjämningsnetto: 'kostnadsutjämningsnettot för',
  kostnadsutveckling: 'kostnadsutvecklingen',
  larmbehandlingstid: 'larmbehandlingstiden',
  lokalintäkter: 'lokalintäkterna för',
  lokalkostnad: 'lokalkostnaden för',
  lönegap: 'lönegapet',
  lönesumma: 'lönesumman',
  medelavstånd: 'medelavståndet',
  medellivslängd: 'medellivslängden för',
  medelvårdtid: 'medelvårdtiden',
  medelvårdtider: 'medelvårdtiderna',
  medelålder: 'medelåldern',
  mediantid: 'mediantiden',
  medianvårdtid: 'medianvårdtiden',
  medianlön: 'medianlönen för',
  mediannettoinkomst: 'mediannettoinkomsten för',
  nettokostnad: 'nettokostnaden för',
  nettokostnader: 'nettokostnaderna för',
  nettokostnadsavvikelse: 'nettokostnadsavvikelsen för',
  nettoinvesteringar: 'nettoinvesteringarna',
  ohälsotal: 'ohälsotalet',
  personalkostnad: 'personalkostnaden för',
  personalkostnader: 'personalkostnaderna för',
  personalkontinuitet: 'personalkontinuiteten',
  psykisk: 'den psykiska',
  programvalsfaktor: 'programvalsfaktorn för',
  referenskostnad: 'referenskostnaden för',
  responstid: 'responstiden',
  resultat: 'resultatet',
  screening: 'screeningen',
  självfinansieringsgrad: 'självfinansieringsgraden',
  sjukfrånvaro: 'sjukfrånvaron',
  sjukpenningtalet: 'sjukpenningtalet',
  skattekraft: 'skattekraften för',
  skattesats: 'skattesatsen',
  skatteintäkter: 'skatteintäkterna för',
  slutanvändning: 'slutanvändningen',
  soliditet: 'soliditeten',
  standardkostnad: 'standardkostnaden för',
  statliga: 'de statliga',
  strukturjusterad: 'den strukturjusterade',
  strukturkostnad: 'strukturkostnaden',
  svarsfrekvens: 'svarsfrekvensen för',
  sysselsättningsgrad: 'sysselsättningsgraden för',
  tätortsgrad: 'tätortsgraden',
  trångboddhet: 'trångboddheten',
  utredningstid: 'utredningstiden',
  utsläpp: 'utsläppen',
  valdeltagande: 'valdeltagandet',
  vakansgrad: 'vakansgraden för',
  vattenanvändning: 'vattenanvändningen',
  vårdtid: 'vårdtiden',
  väntetid: 'väntetiden',
  väntetider: 'väntetiderna',
  verksamhetens: 'verksamhetens',
  kommunens: 'kommunens',
  regionens: 'regionens',
  studieförbundens: 'studieförbundens',
  kvinnors: 'kvinnors',
  mäns: 'mäns',
  årets: 'årets',
  total: 'den totala',
  genomsnittlig: 'den genomsnittliga',
  cykelväg: 'längden cykelväg',
  insamlat: 'mängden insamlat',
  demografisk: 'den demografiska',
  summerad: 'den summerade',
  utbetalt: 'det utbetalda',
};

/** `den genomsnittliga elevavgift` needs its noun in the definite form too. */
const afterArticle: readonly (readonly [RegExp, string])[] = [
  [/^det utbetalda ekonomiskt bistånd(?!\p{L})/u, 'det utbetalda ekonomiska biståndet'],
  [/^(den \S+ \p{L}*(?:sträcka|hälsa|skuld?a|ålder|yta))(?!\p{L})/u, '$1n'],
  [
    /^(den \S+ \p{L}*(?:avgift|kostnad|tid|kvot|längd|skuld|lön|inkomst|ersättning|grad|poäng|utgift|utbetalning|behandling|tillgänglighet|fruktsamhet|delaktighet))(?!\p{L})/u,
    '$1en',
  ],
  [/^(de \S+ \p{L}*bidrag)(?!\p{L})/u, '$1en'],
  [/^(det \S+ \p{L}*(?:värde|antal))(?!\p{L})/u, '$1et'],
];

/**
 * A topic with its first noun in the definite form: `Kostnad hemtjänst` → `kostnaden för hemtjänst`;
 * undefined where the first word is not known.
 */
export function definite(topic: string): string | undefined {
  const [, first = '', rest = ''] = /^(\p{L}+)(.*)$/su.exec(topic) ?? [];
  const head = heads[first.toLowerCase()];
  if (head === undefined || !Object.hasOwn(heads, first.toLowerCase())) return undefined;
  const tied = head.endsWith(' för') && standsAlone.test(rest) ? head.replace(/ för$/u, '') : head;
  const text = `${tied}${rest}`;
  return afterArticle
    .reduce((phrase, [pattern, words]) => phrase.replace(pattern, words), text)
    .replace('värdeet', 'värdet');
}

/** What needs no tie before it: nothing, a preposition, a comma or a bracket. */
const standsAlone =
  /^$|^[,(]|^ (?:för|av|i|inom|per|till|från|bland|med|vid|som|på|avseende|totalt|\()(?!\p{L})/u;
