import { accessCodes } from './access.ts';
import { journeysCodes } from './journeys.ts';
import { moneyCodes } from './money.ts';
import { scoresCodes } from './scores.ts';
import { statisticsCodes } from './statistics.ts';
import { voiceCodes } from './voice.ts';

/** Everything that an analysis may refuse, withhold or warn of. Wording may be translated, codes never change. */
export const refusalCodes = {
  ...accessCodes,
  ...journeysCodes,
  ...moneyCodes,
  ...scoresCodes,
  ...statisticsCodes,
  ...voiceCodes,
} as const;

/** In process and in YAML kebab-case; GraphQL's enum is the same in capitals with underscores. */
export type RefusalCode = keyof typeof refusalCodes;

/** The codes, in order of the alphabet. */
export const refusalCodeNames = (Object.keys(refusalCodes) as readonly RefusalCode[]).toSorted(); // the keys of the literal above
