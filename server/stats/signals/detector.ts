import { type Interval, z95 } from '../intervals/interval.ts';
import { wilson } from '../intervals/wilson.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';
import { around, type Prevalence } from './prevalence.ts';

/** Labelled interactions by what the detector and the labels say. */
export interface LabelledCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** A share of 0 to 1 with its 95 % interval and the labelled cases behind it. */
interface Share extends Interval {
  readonly value: number;
  readonly n: number;
}

export interface DetectorAccuracy {
  readonly sensitivity: Share;
  readonly specificity: Share;
  /** Share of the detected that is truly there (positive predictive value). */
  readonly precision: Share;
  /** Share of the undetected that is truly not there (negative predictive value). */
  readonly negativePrecision: Share;
}

/**
 * From labels of a random sample: four shares, each with Wilson's interval. `empty-group` where nothing is labelled as there,
 * nothing as not there, nothing was detected or everything was.
 */
export function detectorAccuracy(counts: LabelledCounts): Answer<DetectorAccuracy> {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
  const sensitivity = shareOf(truePositives, truePositives + falseNegatives);
  const specificity = shareOf(trueNegatives, trueNegatives + falsePositives);
  const precision = shareOf(truePositives, truePositives + falsePositives);
  const negativePrecision = shareOf(trueNegatives, trueNegatives + falseNegatives);
  if (sensitivity === null || specificity === null || precision === null || negativePrecision === null)
    return new Unanswerable('empty-group');
  return { sensitivity, specificity, precision, negativePrecision };
}

/** All interactions, labelled or not: how many the detector marked. */
export interface Detected {
  readonly hits: number;
  readonly n: number;
}

/**
 * From labels of a sample that was drawn by what the detector said, so many of each, or at random: the shares within the
 * detected and the undetected are weighted by how many of all interactions these are. Sensitivity and specificity have
 * delta-method intervals on the logit (half a case added where a cell is empty), the others Wilson's. The prevalence is
 * Rogan and Gladen's at these figures, with the error of the labels and of the detected share.
 */
export function accuracyByResult(
  counts: LabelledCounts,
  detected: Detected,
): Answer<DetectorAccuracy & { readonly prevalence: Prevalence }> {
  const plain = detectorAccuracy(counts);
  if (plain instanceof Unanswerable) return plain;
  if (!(detected.n > 0) || !(detected.hits > 0) || !(detected.hits < detected.n))
    return new Unanswerable('empty-group');
  const share = detected.hits / detected.n;
  const missed = 1 - plain.negativePrecision.value;
  const found = plain.precision.value;
  const [there, overlooked] = [share * found, (1 - share) * missed];
  const [leftAlone, wronglyFound] = [(1 - share) * (1 - missed), share * (1 - found)];
  const variance =
    share ** 2 * spread(plain.precision) +
    (1 - share) ** 2 * spread(plain.negativePrecision) +
    (found - missed) ** 2 * ((share * (1 - share)) / detected.n);
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
  const shares = { odds: share / (1 - share), variance: 1 / (detected.n * share * (1 - share)) };
  return {
    ...plain,
    sensitivity: {
      value: there / (there + overlooked),
      n: plain.sensitivity.n,
      ...logitInterval(shares, [truePositives, falsePositives], [falseNegatives, trueNegatives]),
    },
    specificity: {
      value: leftAlone / (leftAlone + wronglyFound),
      n: plain.specificity.n,
      ...logitInterval(
        { ...shares, odds: 1 / shares.odds },
        [trueNegatives, falseNegatives],
        [falsePositives, truePositives],
      ),
    },
    prevalence: around(there + overlooked, Math.sqrt(variance)),
  };
}

function shareOf(hits: number, n: number): Share | null {
  const interval = wilson(hits, n);
  return interval === null ? null : { value: hits / n, n, ...interval };
}

function spread({ value, n }: Share): number {
  return (value * (1 - value)) / n;
}

type Cells = readonly [inside: number, outside: number];

/**
 * Of the odds · share of the first cells : share of the second cells, turned into a share; the variance is that of the
 * logarithm of the odds. Where all is labelled it is the usual logit interval, with variance 1/a + 1/b.
 */
function logitInterval(
  { odds, variance }: { readonly odds: number; readonly variance: number },
  first: Cells,
  second: Cells,
): Interval {
  const [a, b] = [first, second].map(([inside, outside]) => {
    const added = inside === 0 || outside === 0 ? 0.5 : 0;
    const n = inside + outside + 2 * added;
    const share = (inside + added) / n;
    return { share, variance: (1 - share) / (share * n) };
  });
  if (a === undefined || b === undefined) return { low: 0, high: 1 };
  const centre = Math.log((odds * a.share) / b.share);
  const margin = z95 * Math.sqrt(a.variance + b.variance + variance);
  return { low: 1 / (1 + Math.exp(margin - centre)), high: 1 / (1 + Math.exp(-margin - centre)) };
}
