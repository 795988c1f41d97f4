import type { Direction } from './measure-types.ts';
import { firstMatch } from './title.ts';

type Rules = readonly (readonly [RegExp, Direction])[];

const survey =
  /^(?:medborgarundersökningen|NTU|brukarbedömning|deltagarbedömning|elever i åk \d: |gymnasieelever i år \d: |pedagogisk personal|förskollärarenkäten|företagsklimat|servicemätning|patientupplevd|elevenkät|myndighetsenkät|enhetsundersökning)/iu;

/** Surveys: the answer that is counted is the good one, unless it says that something is wrong. */
const ofSurvey: Rules = [
  [/övrig eller saknar utbildning/iu, 'low'],
  [/^enhetsundersökning/iu, 'high'],
  [
    /få problem|fri(?:a)? från|aldrig rädd|inte rädd|förtroende|inga besvär|"aldrig" eller/iu,
    'high',
  ],
  [
    /problem|otrygg|(?<!\p{L})oro(?!\p{L})|orolig|utsatt|(?<!eller )(?<!\p{L})inte(?!\p{L})|(?<!\p{L})aldrig(?!\p{L})|(?<!\p{L})ingen(?!\p{L})|svåra besvär|antalet brott|besväras|(?<!\p{L})rädd(?!\p{L})|avstått|livskvalitet/iu,
    'low',
  ],
  [/(?<!\p{L})några(?!\p{L})|(?<!\p{L})ibland(?!\p{L})/iu, 'unknown'],
];

/** What a question says before its counted answers is no sign; the answers follow in quotes. */
const questions =
  /^(?:elever i åk \d:|gymnasieelever i år \d:|pedagogisk personal|förskollärarenkäten)/iu;

/** Who, which and how much of what: neither end is the good one. */
const ofMakeup: Rules = [
  [
    /köp av|försäljning|driftkostnad|driftskostnad|gemensamma kostnader|ytterfall|avgifter/iu,
    'neutral',
  ],
  [/^röster på|förtroendevalda|fullmäktige, |ledamöter/iu, 'neutral'],
  [/timavlönade(?!.*månads)/iu, 'unknown'],
  [/som andel av total sjukfrånvaro|^avlidna på|^avlidna i /iu, 'unknown'],
  [
    /antingen arbetar eller|som avbrutit som|lägre betyg än provbetyg|högre betyg än provbetyg/iu,
    'unknown',
  ],
  [/(?:offentlig|privat|enskild|egen|kommunal) regi, andel|privat regi|enskild regi/iu, 'neutral'],
  [/modellberäkn|förväntas uppnå/iu, 'neutral'],
  [/försörjningshinder|av biståndsmottagare|utbetalt ekonomiskt bistånd/iu, 'neutral'],
  [/utländsk bakgrund|vårdtillfällen i åldersgruppen|vårdtid i dagar/iu, 'neutral'],
  [
    /efter (?:arbetsställets|bostadens) belägenhet|förväntat värde|^deltagare inom arbetsmarknad/iu,
    'neutral',
  ],
  [/^elever (?:vars|i komvux|i sfi)|^kursdeltagare(?!.*(?:godkän|avbrutit))/iu, 'neutral'],
  [/^(?:inskrivna|invånare|anställda|skyddsbehövande)\b.*utbildning(?!.*röstade)/iu, 'neutral'],
];

/** Staff who are trained for what they do. */
const ofTraining: Rules = [
  [/saknar (?:adekvat )?utbildning/iu, 'low'],
  [
    /^(?:lärare|förskollärare|heltidstjänster|årsarbetare|personal|handläggare|tillsvidare|visstid|omsorgspersonal|undersköterskor)\b.*(?:utbildning|legitimation|högskoleexamen|socionomexamen)/iu,
    'high',
  ],
];

/** Good practice and good outcomes that name the trouble they are against. */
const ofCare: Rules = [
  [
    /rutin|screening|förebyggande|åtgärder mot|frånvaro av|kariesfria|icke-rökare|rökfri|slutat röka|rimlig väntetid|närvarande vid|ej återaktual|följsamhet|strokeenhet|multidisciplinär|fungerar|utan (?:läkemedel|smärta|trycksår|komplikation)|fri från|friska|goda? |gott |sällan|ordination av tryck|riskbedöm/iu,
    'high',
  ],
  [/avslutat (?:kurs )?med godkända/iu, 'high'],
];

const ofTrouble: Rules = [
  [
    /arbetslös|sjukfrånvaro|sjukfall|sjukskriv|ohälsa|trycksår|undernär|felnär|BMI|fetma|övervikt|narkotika|utan recept|alkohol|röker|(?<!icke-)rökare|rökning|snusa|tobak|stillasittande|stress|smärta|besvär|nedsatt|våld|utsatt|(?<!för)utsätt|olämplig|oro(?!\p{L})|orolig|(?<!\p{L})ensam(?!boende|stående|kommande)|rädd|problem|brott|skada|skador|infektion|komplikation|återin|reoperation|omoperation|avlidna|dödlighet|blodsocker|HbA1c\s*>|risk(?:bruk|abla| för)|långvarigt ekonomiskt bistånd|ekonomiskt bistånd, andel|mottagare av ekonomiskt|låg inkomst|låg ekonomisk|låg inkomststandard|fattig|trångbo|avbrutit|avbrott|avgångna|frånvaro|väntat|väntetid|överbeläggning|utskrivningsklara|vakans|utan arbete|varken |utan sysselsättning|ansträngd|fler läkemedel|ej behörig|inte klarat|inte uppnått|saknar|avstår|avstått|demenssjuk.*antipsykotika|antipsykotika|olämpliga läkemedel|kejsarsnitt|bristning|blödning|karies|parodontit|tänder utdragna|nyinsjuknade|återfall|återaktualis|hemlös|vräk|försörjningsstöd|matsvinn|svinn|utsläpp|fossila bränslen|vattenläckage|diskriminer|kränk|mobb|amputation|hög symtombörda/iu,
    'low',
  ],
];

const ofSuccess: Rules = [
  [
    /uppnått|uppfyllt|klarat|godkän|behörig|examen|betyget|etablerade på arbetsmarknaden|börjat arbeta|börjat studera|arbeta eller studera|övergång|fortsätter|gymnasiefrekvens|förvärvsarbet|sysselsatt|sysselsättningsgrad|självförsörjande/iu,
    'high',
  ],
  [
    /röstade|valdeltagande|ekologisk|skyddad natur|fossiloberoende|förnybar|miljöbil|laddbara|elbil|återvinning|återvunn|förtroende|nöjd|trygg|delaktig|deltagande i kultur|fysiskt aktiv|tillit|positiv inställning|goda? hälsa|god självskattad|självfinansieringsgrad|soliditet|kassalikviditet|bredband|fiber/iu,
    'high',
  ],
  [
    /vaccin|screening|inom \d+ (?:dagar|timmar|månader|minuter)|inom (?:rekommenderad|angiven|den angivna|högst)|enligt (?:riktlinje|nationell)|rutin|genomförandeplan|handlingsplan|vårdplan|riskbedöm|uppföljning|följsamhet|täckningsgrad|överlevnad|kvarlever|måluppfyllelse|uppnådda målnivåer|målnivå|checklista|rehabilitering|reperfusion|behandlats med|handledning|kompetensutveckling|möten för|namngiven|fast (?:läkar|vård|omsorgs|personal)kontakt|erbjud|tillgång till|tillgänglig|brytpunktssamtal|närvarande vid|ordination|blodtryck <|LDL|registrerats|åtgärder mot|undersökning|användning av|fullföljd|amning|ammas|ammade|intakta tänder|kariesfria/iu,
    'high',
  ],
];

/** Which end of a share is good, where its own words make it plain; else neutral. */
export function shareDirection(title: string): Direction {
  if (questions.test(title)) return 'high';
  if (survey.test(title)) return firstMatch(title, ofSurvey) ?? 'high';
  for (const rules of [ofTraining, ofCare, ofMakeup, ofTrouble, ofSuccess]) {
    const found = firstMatch(title, rules);
    if (found !== undefined) return found;
  }
  return 'neutral';
}
