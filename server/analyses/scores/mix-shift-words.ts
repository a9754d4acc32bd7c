import type { ClusteredMean } from '../../stats/noise/clustered-mean.ts';
import type { ZDifference } from '../../stats/noise/z-difference.ts';
import type { Scanned } from '../../stats/mix/reversal-scan.ts';
import type { Sides } from './mix-shift-sides.ts';
import type { Outcome } from '../shared/outcome.ts';
import { amount } from '../words/outcome-words.ts';
import { listed, shown } from '../words/words.ts';

/** A segmenter that was scanned, and what it does to the difference. */
export type Checked = Extract<Scanned, { readonly coverage: number }>;

/** The difference, and the segmenter that changes it most; null where none does. */
export interface Gap {
  readonly sides: Sides;
  readonly first: ClusteredMean;
  readonly second: ClusteredMean;
  readonly crude: ZDifference;
  /** The one that moves the difference most first. */
  readonly checked: readonly Checked[];
  readonly told: Checked | null;
}

/** One or two sentences on a difference and what holding segments equal does to it. */
export function gapVerdict({ sides, first, second, crude, checked, told }: Gap): string {
  const { outcome } = sides.compared;
  const than = `for ${named(sides.first)} than for ${named(sides.second)}`;
  const plain = `${outcome.label} is ${far(crude.difference, outcome)} ${than} (${shown(first.mean, outcome)} against ${shown(second.mean, outcome)})`;
  if (told !== null) return `${plain}, but ${withinWords(told, outcome)}`;
  const names = listed(checked.map(({ segmenter }) => segmenter));
  if (crude.p >= 0.05) return `${plain}: no difference that chance would not explain.`;
  if (checked.length === 0) return `${plain}. No segment could be checked: it may be the mix of the groups.`;
  if (!checked.every(({ crude: as, adjusted }) => as * adjusted.difference > 0))
    return `${plain}; within the same ${names} nothing material is left.`;
  const [lead] = checked;
  const left = lead === undefined ? '' : far(lead.adjusted.difference, outcome);
  const where = lead === undefined || checked.length === 1 ? '' : ` within the same ${lead.segmenter}`;
  return `${plain}, and it stays so within the same ${names} (${left}${where}).`;
}

function withinWords({ segmenter, change, adjusted }: Checked, outcome: Outcome): string {
  const within = `${far(adjusted.difference, outcome)} within the same ${segmenter}`;
  if (change === 'reversed') return `${within}: the difference turns round.`;
  return change === 'amplified'
    ? `${within}: the mix of ${segmenter} hides it.`
    : `only ${within}: most of it is the mix of ${segmenter}.`;
}

function far(difference: number, outcome: Outcome): string {
  return `${amount(Math.abs(difference), outcome)} ${difference >= 0 ? 'higher' : 'lower'}`;
}

/** The values of a side as people read them. */
export function named(values: readonly string[]): string {
  return values.length > 3 ? `${values.length} others` : listed(values);
}
