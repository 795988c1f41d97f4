/** Every rule that figures and sentences are made by, in plain words, with its source. */
import { beforeAfterRule, showsNoCause } from './before-after.ts';
import { reformText } from './before-after-page.ts';
import { likenessRule } from './likeness.ts';
import { similarText } from './likeness-page.ts';

export interface MethodRule {
  /** Anchor in the page's address. */
  readonly id: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly formula?: string;
  readonly source?: string;
}

export const methodText = {
  title: 'Så räknar vi',
  lede: 'Här står varje regel som siffror, diagram och meningar följer. Värden från Kolada visas som de är. Det som räknas ut här är märkt ”Egen bearbetning av data från Kolada”.',
  contents: 'Reglerna',
} as const;

export const methodRules: readonly MethodRule[] = [
  {
    id: 'senaste',
    heading: 'Vad ”senaste” betyder',
    paragraphs: [
      'Senaste året är, för varje nyckeltal, det senaste år då minst två tredjedelar av de valda kommuner som någon gång har rapporterat har ett värde. Året skrivs alltid ut, liksom vilka som saknar värde.',
      'Så jämförs inte två kommuner som hunnit rapportera i år med fem som visas med fjolårets siffra.',
    ],
  },
  {
    id: 'avrundning',
    heading: 'Avrundning och lika värden',
    paragraphs: [
      'Kronor visas utan decimaler. Andelar, index och antal visas med en decimal om Kolada har decimaler, och tal under ett med två eller tre. I datafilerna står alltid det värde som Kolada skickade.',
      'Två värden som visas lika delar plats. Anges några värden som heltal och andra med decimaler räknas de som lika när de kan avrundas till samma heltal.',
    ],
  },
  {
    id: 'placering',
    heading: 'Placering och band av platser',
    paragraphs: [
      'Platsen räknas bland kommunerna i jämförelsen; riket, regioner och grupper tävlar inte. Delar två kommuner plats två kommer nästa på plats fyra.',
      'För enkäter visas i ”Vad bör jag veta?” vilka platser som är möjliga om varje värde kan slå tre procentenheter fel åt endera hållet. Två kommuner vars spann överlappar går inte att ordna.',
    ],
    formula: 'två värden skiljs åt när skillnaden är större än 2 × felmarginalen',
    source:
      'Goldstein och Spiegelhalter, ”League Tables and Their Limitations”, Journal of the Royal Statistical Society A 159, 1996.',
  },
  {
    id: 'kvartiler',
    heading: 'Median, kvartiler och spridning',
    paragraphs: [
      'Medianen är det mittersta värdet. Kvartilerna delar kommunerna i fyra lika stora delar: en fjärdedel ligger under den nedre och en fjärdedel över den övre. Mellan två värden räknas linjärt.',
      'Spridningen visar alla kommuner som har ett värde det året, inte bara de valda.',
    ],
    source:
      'Hyndman och Fan, ”Sample Quantiles in Statistical Packages”, The American Statistician 50, 1996, metod 7. Samma som Excels KVARTIL.INK.',
  },
  {
    id: 'trend',
    heading: 'Trend',
    paragraphs: [
      'Ordet trend används bara när serien har minst fem mätta år och ett test visar att en så enhällig rörelse uppåt eller nedåt skulle vara ovanlig om ingen trend fanns (p under 0,05). Annars står att det inte går att säga.',
      'Lutningen är medianen av lutningarna mellan alla par av år. Ett enstaka udda år påverkar den lite. År som saknas fylls aldrig i.',
    ],
    formula: 'lutning = medianen av (värde senare − värde tidigare) ÷ (år senare − år tidigare)',
    source:
      'Sen, Journal of the American Statistical Association 63, 1968 (Theil–Sen). Mann 1945 och Kendall 1975; exakt fördelning till och med tio år utan lika värden, därefter normalapproximation (Gilbert 1987, kapitel 16).',
  },
  {
    id: 'fore-efter',
    heading: 'Före och efter en förändring',
    paragraphs: [
      `${beforeAfterRule} Jämförelsen visas bara med minst fem andra kommuner som har värden på båda sidor.`,
      'De andras egna förändringar visar hur mycket som ändras av sig självt. Har flera av dem avvikit lika mycket från sitt genomsnitt går den egna skillnaden inte att skilja från slumpen.',
      showsNoCause,
    ],
    formula: reformText.rule.formula,
    source: reformText.rule.source,
  },
  {
    id: 'likhet',
    heading: 'Likhet mellan kommuner',
    paragraphs: [
      likenessRule,
      'Att räkna i standardavvikelser gör att folkmängd och andelar väger lika tungt. Logaritmer gör att 5 000 och 10 000 invånare ligger lika långt isär som 50 000 och 100 000.',
      'Koladas egna listor ”Liknande kommuner” räknas av Kolada och återges som de är.',
    ],
    formula: similarText.rule.formula,
    source: similarText.rule.source,
  },
  {
    id: 'samband',
    heading: 'Samband mellan två nyckeltal',
    paragraphs: [
      'Hur två nyckeltal följs åt mäts med rangkorrelation: bara ordningen räknas, så att ett enda extremt värde inte avgör. Med färre än tio kommuner sägs inget om samband. Ett samband visar inte att det ena beror på det andra.',
    ],
    source: 'Spearman, ”The Proof and Measurement of Association between Two Things”, 1904.',
  },
  {
    id: 'medelvarden',
    heading: 'Riket och grupper',
    paragraphs: [
      'Rikets värde är oftast vägt: det räknas på alla invånare eller brukare i landet. En grupps värde, och ”Alla kommuner (ovägt medel)”, är ovägt: varje kommun räknas lika. De två går inte att byta mot varandra.',
    ],
  },
  {
    id: 'kronor',
    heading: 'Kronor över tid',
    paragraphs: [
      'Kronor visas i varje års egna priser, som i Kolada. En ökning kan därför vara prisökning.',
      'Med ”priser=fasta-2022” i adressen räknas beloppen om till ett års priser: beloppet × index för basåret ÷ index för årets priser, avrundat till fyra siffror. Ett år som saknar index räknas inte om utan utelämnas, och det skrivs ut. Omräknade belopp är egen bearbetning.',
    ],
    source: 'SCB, konsumentprisindex (KPI), 1980=100, årsmedeltal.',
  },
  {
    id: 'forbehall',
    heading: 'Förbehåll som alltid skrivs ut',
    paragraphs: [
      'Saknade värden, preliminära uppgifter, brott i definitionen, olika år, färre än 30 svarande, låg svarsfrekvens i HME och nyckeltal som har upphört skrivs ut intill siffrorna. Ett värde som saknas är aldrig noll.',
    ],
  },
  {
    id: 'utgavor',
    heading: 'Utgåvor',
    paragraphs: [
      'Varje hämtning som ändrar något värde blir en ny utgåva med datum och nummer. En adress som är låst till en utgåva visar samma siffror för alltid, även sedan Kolada har rättat dem.',
    ],
  },
];
