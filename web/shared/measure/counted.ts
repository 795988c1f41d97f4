import { firstMatch } from './title.ts';

/**
 * What a number counts, in the plural, told from how a title begins. Read from the top; the first
 * that fits decides.
 */
const beginnings: readonly (readonly [RegExp, string])[] = [
  [/antal svar\b|svarande/iu, 'svar'],
  [/antal (?:personer|barn\/)/iu, 'personer'],
  [/ställföreträdarskap/iu, 'ställföreträdarskap'],
  [/helårsekvivalenter/iu, 'helårsekvivalenter'],
  [/deltagartimmar/iu, 'deltagartimmar'],
  [/deltagartillfällen/iu, 'deltagartillfällen'],
  [/hushåll,? antal|^hushåll|biståndshushåll|, hushåll bestående/iu, 'hushåll'],
  [/heltidstjänster$|^lärare \(heltidstjänst/iu, 'heltidstjänster'],
  [/^(?:antal )?årsarbetare/iu, 'årsarbetare'],
  [
    /anställd|avlönad|^personal\b|timavlönad|^anställda|lediga från sitt arbete|avgångna/iu,
    'anställda',
  ],
  [/^(?:framskrivning, )?(?:förväntat )?(?:antal )?invånare|^befolkning\b/iu, 'invånare'],
  [/befolkningsförändring/iu, 'invånare'],
  [/laddpunkter/iu, 'laddpunkter'],
  [/undervisningstimmar/iu, 'timmar'],
  [/kursdeltagare/iu, 'kursdeltagare'],
  [/^deltagare|, deltagare/iu, 'deltagare'],
  [/^barngrupper/iu, 'barngrupper'],
  [/^(?:utskrivningsklara )?patienter/iu, 'patienter'],
  [/hemtjänsttagare/iu, 'hemtjänsttagare'],
  [/^brukare/iu, 'brukare'],
  [/(?:^|\s)elever\b/iu, 'elever'],
  [/^lärare\b/iu, 'lärare'],
  [/skolor\b/iu, 'skolor'],
  [/förskoleenheter/iu, 'enheter'],
  [/antal verksamheter|^verksamheter/iu, 'verksamheter'],
  [/deltagande enheter|antal enheter/iu, 'enheter'],
  [/ämneskurser/iu, 'ämnesområden'],
  [/idrottshall/iu, 'idrottshallar'],
  [/(?:inskrivna|anvisade ensamkommande) barn|antal barn|^barn\b/iu, 'barn'],
  [
    /^(?:lämnat|inskrivna|individer|personer|biståndsmottagare|mottagare|asylsökande|kommunmottagna|kvarboende|födda|döda|avlidna|inflyttade|utflyttade|utrikes|inrikes|in?pendling|utpendling|flyttnetto|födelsenetto|bor och|ungdomar|kvinnor|män|sysselsatta|vuxna|ensamkommande|förtroendevalda|nya)/iu,
    'personer',
  ],
  [/^försäljning av/iu, 'försäljningar'],
  [/^servicemätning - (?:telefoni|e-post)/iu, 'svar'],
  [/^ärenden/iu, 'ärenden'],
  [/^beslut om/iu, 'beslut'],
  [/boendedygn/iu, 'dygn'],
  [/hjälpmedel|rollatorer|rullstol|returer|^förskrivna/iu, 'hjälpmedel'],
];

const withoutAdjective =
  /^(?:nystartade|statliga|kommunala|regionala|antal|totalt?|färdigställda|anmälda|verkställda|utförda|fristående|offentliga|privata|andra)\s+/iu;

/**
 * What a count counts: `elever`, `anställda`; else the title's first noun.
 * @param title as `plainTitle` gives it
 */
export function countedNoun(title: string): string {
  const known = firstMatch(title, beginnings);
  if (known !== undefined) return known;
  const topic = title.split(/ - /u).at(-1) ?? title;
  const [noun = ''] = topic
    .replace(withoutAdjective, '')
    .toLowerCase()
    .split(/[\s,:/(]/u);
  return /(?:or|ar|er|verk|hus|bibliotek|museum|besök|företag|ställen|lån|beslut|brott)$/u.test(
    noun,
  )
    ? noun
    : '';
}
