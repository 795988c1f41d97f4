/** How a chart is put into a kommun's own site, publishing system by publishing system. */

export interface EmbedGuide {
  readonly slug: string;
  readonly name: string;
  readonly intro: string;
  /** What the editor does, step by step. */
  readonly steps: readonly string[];
  /** Which form of the embed to paste. */
  readonly form: 'address' | 'iframe' | 'iframe-script' | 'element';
  /** What the kommun's IT may have to allow first. */
  readonly allow: readonly string[];
}

export const embedGuides: readonly EmbedGuide[] = [
  {
    slug: 'sitevision',
    name: 'Sitevision',
    intro: 'I Sitevision räcker diagrammets adress, i en modul som visar en annan webbsida.',
    steps: [
      'Öppna sidan för redigering och lägg till en modul av typen Iframe (heter Inbäddad sida i vissa versioner).',
      'Klistra in adressen ovan som modulens adress.',
      'Skriv diagrammets rubrik som modulens titel; den läses upp av skärmläsare.',
      'Sätt höjden till 760 bildpunkter. Innehållet går att rulla om det blir högre på en smal skärm.',
      'Vill ni att höjden följer innehållet: använd i stället en HTML-modul med ”iframe och skript”.',
    ],
    form: 'address',
    allow: [
      'Om webbplatsen har en Content-Security-Policy (Webbplatsinställningar, Avancerad säkerhet): lägg till adressen under frame-src.',
      'För ”iframe och skript”: lägg även till adressen under script-src.',
    ],
  },
  {
    slug: 'optimizely',
    name: 'Optimizely (Episerver)',
    intro:
      'Optimizely tar normalt bort iframe ur löptext. Därför läggs diagrammet i ett block som webbförvaltaren har gett er.',
    steps: [
      'Skapa ett block för inbäddning eller HTML. Finns inget sådant: be webbförvaltaren, det är ett vanligt block.',
      'Klistra in koden ovan i blocket.',
      'Dra blocket till innehållsytan på sidan och förhandsgranska.',
    ],
    form: 'iframe',
    allow: [
      'Ett block eller en egenskap där iframe är tillåtet.',
      'Om webbplatsen har en Content-Security-Policy: lägg till adressen under frame-src.',
    ],
  },
  {
    slug: 'wordpress',
    name: 'WordPress',
    intro: 'I WordPress används blocket Anpassad HTML.',
    steps: [
      'Lägg till blocket Anpassad HTML där diagrammet ska stå.',
      'Klistra in koden ovan och välj Förhandsgranska.',
      'Försvinner koden när du sparar saknar ditt konto rätten att lägga in HTML (unfiltered_html). Be en administratör lägga in blocket.',
    ],
    form: 'iframe-script',
    allow: [
      'Rätten unfiltered_html för den som lägger in diagrammet. I nätverk av webbplatser har bara nätverksadministratören den.',
      'Om webbplatsen har en Content-Security-Policy: lägg till adressen under frame-src och script-src.',
    ],
  },
  {
    slug: 'municipio',
    name: 'Municipio',
    intro:
      'Municipio har en modul för iframe som tar emot diagrammets adress och följer dess höjd av sig själv.',
    steps: [
      'Skapa en modul av typen Iframe.',
      'Klistra in adressen ovan och skriv diagrammets rubrik som titel.',
      'Placera modulen på sidan. Höjden rättar sig efter innehållet.',
    ],
    form: 'address',
    allow: [
      'Om webbplatsen har en Content-Security-Policy: lägg till adressen under frame-src.',
      'Municipio frågar besökaren om lov för okända leverantörer. Lägg till adressen som känd leverantör; diagrammet sätter inga kakor.',
    ],
  },
];

export const embedGuideText = {
  title: 'Bädda in ett diagram på kommunens webbplats',
  lede: 'Diagrammet är en egen sida som visas i en ram. Det sätter inga kakor, sparar inget hos besökaren, hämtar inget från andra och fungerar utan JavaScript.',
  systems: 'Så gör du i',
  paste: 'Klistra in',
  steps: 'Gör så här',
  allow: 'Det här kan IT behöva tillåta',
  forms: {
    address: 'Adress',
    iframe: 'Iframe',
    'iframe-script': 'Iframe och skript som sätter höjden',
    element: 'Eget element',
    image: 'Bild',
    oembed: 'oEmbed',
  },
  otherForms: 'Alla sätt att bädda in',
  oembed:
    'System som förstår oEmbed hittar ramen själva när adressen klistras in. Svaret finns här:',
  shows: (title: string) => `Koden visar: ${title}.`,
  follows: 'Diagrammet följer nya siffror: det ändras när Kolada gör det.',
  locked: 'Diagrammet är låst: siffrorna ändras aldrig.',
  lock: (release: string) => `Lås till utgåva ${release}`,
  follow: 'Följ nya siffror i stället',
  accessibility: {
    heading: 'Text till tillgänglighetsredogörelsen',
    text: 'Diagrammen på sidan kommer från jämförelseverktyget Omvärldsbevakning. Varje diagram har en rubrik som säger vad det visar, en sammanfattning i text och en tabell med samma siffror. De går att använda med enbart tangentbord, med skärmläsare, vid 200 procents textstorlek och på en skärm som är 320 bildpunkter bred, och är gjorda för att uppfylla WCAG 2.2 nivå AA. Själva diagrambilden är dold för hjälpmedel eftersom tabellen säger samma sak.',
  },
  privacy: {
    heading: 'Text till dataskyddsombudet',
    text: 'När en sida med diagrammet öppnas hämtar besökarens webbläsare diagrammet från den server där verktyget körs. Servern får då, som vid alla webbanrop, besökarens ip-adress. Diagrammet sätter inga kakor, använder ingen lagring i webbläsaren, innehåller inga spårningsskript och anropar ingen annan. Adressen till sidan där diagrammet ligger skickas inte med. Siffrorna är offentlig statistik om kommuner från Kolada och innehåller inga personuppgifter.',
  },
  address: (origin: string) => `Adressen som ska tillåtas är ${origin}`,
} as const;
