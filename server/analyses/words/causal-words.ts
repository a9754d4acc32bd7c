/** Words that claim a cause, by language. Words that also describe honestly (increases, erhöht) are not among them. */
const claims: Readonly<Record<string, readonly string[]>> = {
  en: [
    'causes?',
    'caused',
    'drives?',
    'drove',
    'driven by',
    'leads? to',
    'led to',
    'impacts?',
    'impacted',
    'because',
    'thanks to',
    'due to',
    'results? in',
    'resulted in',
  ],
  de: [
    'verursach\\p{L}*',
    'bewirk\\p{L}*',
    'führ(?:t|te|en|ten) zu[rm]?',
    'treib(?:t|en)',
    'beeinfluss\\p{L}*',
    'wegen',
    'dank',
  ],
  es: [
    'causa',
    'causó',
    'provoc\\p{L}+',
    'conduce a',
    'condujo a',
    'influye en',
    'influyó en',
    'debido a',
    'gracias a',
  ],
  ru: [
    'вызывает',
    'вызвал\\p{L}*',
    'приводит к',
    'привел\\p{L}* к',
    'влияет на',
    'повлиял\\p{L}* на',
    'из-за',
    'благодаря',
  ],
  zh: ['導致', '引起', '影響', '因為', '由於'],
};

const pattern = new RegExp(
  [
    `(?<!\\p{L})(?:${['en', 'de', 'es', 'ru'].flatMap((language) => claims[language] ?? []).join('|')})(?!\\p{L})`,
    // Chinese is written without spaces between words.
    ...(claims['zh'] ?? []),
  ].join('|'),
  'iu',
);

/** The first word in a sentence that claims a cause, in English, German, Spanish, Russian or traditional Chinese; null: none. */
export function causalWord(sentence: string): string | null {
  return pattern.exec(sentence)?.[0] ?? null;
}
