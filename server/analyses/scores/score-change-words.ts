import type { Movement } from './score-change-parts.ts';
import type { Outcome } from '../shared/outcome.ts';
import { amount } from '../words/outcome-words.ts';
import { shown } from '../words/words.ts';

/** The sentences of a movement, and whether it is no more than chance or normal variation. */
export function movementVerdict(
  { answers, after, before, difference, series, mixes }: Movement,
  change: string | null,
): { readonly text: string; readonly isNoise: boolean } {
  const { outcome } = answers;
  const by = difference.difference;
  const moved = `${outcome.label} ${by >= 0 ? 'rose' : 'fell'} by ${amount(Math.abs(by), outcome)}, from ${shown(before.mean, outcome)} to ${shown(after.mean, outcome)}`;
  if (difference.p >= 0.05)
    return { text: `${moved}: no difference that chance would not explain, no signal.`, isNoise: true };
  const [mix] = mixes;
  const parts =
    mix === undefined
      ? ''
      : ` ${signed(mix.split.mix, outcome)} come from the mix of ${mix.segmenter}, ${signed(mix.split.rate, outcome)} from within.`;
  if (mix !== undefined && mix.p >= 0.05) {
    const said = series.hasSignal === true ? 'the mix moved, not the score' : 'no signal';
    return {
      text: `${moved}.${parts} Within ${mix.segmenter} nothing moved that chance would not explain: ${said}.`,
      isNoise: series.hasSignal !== true,
    };
  }
  if (series.hasSignal === false)
    return {
      text: `${moved}.${parts} Every period stays within the limits of normal variation: no signal.`,
      isNoise: true,
    };
  const untold = series.hasSignal === null ? ' Too few periods before to know what is normal.' : '';
  const followed = change === null ? '' : ` It followed “${change}”, which is no proof that it came from it.`;
  return {
    text: `${moved}, more than chance explains.${parts}${untold}${followed}`,
    isNoise: false,
  };
}

function signed(value: number, outcome: Outcome): string {
  return `${value < 0 ? '−' : '+'}${amount(Math.abs(value), outcome)}`;
}
