/** bands as written → conditions over the one column `value` → checked at every point where they can change */
import type { Expression } from '../expression/expression.ts';
import { formatExpression } from '../expression/format.ts';
import { readCondition } from '../expression/read.ts';
import type { Scope } from '../expression/scope.ts';
import { typeOfStorage } from '../expression/storage.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Rollup } from '../model.ts';
import type { RollupSpec } from '../spec/rollup-spec.ts';
import { attempt, below, finding, type Place, type Report } from '../yaml/place.ts';
import { holdsAt, type Point, pointsOf } from './band-points.ts';
import type { ReadRollupValue } from './rollup-value.ts';

type Bands = NonNullable<Rollup['bands']>;

/** The bands of a rollup's value; null where there are none, or after a gap, an overlap or an unreadable band was reported. */
export function completeBands(
  { bands, empty }: RollupSpec,
  value: ReadRollupValue,
  { place, report }: { readonly place: Place; readonly report: Report },
): Bands | null {
  if (bands === undefined) return null;
  const at = below(place, 'bands');
  const scope = valueScope(value);
  const read = Object.entries(bands).map(([label, written]) => {
    const condition = attempt(below(at, label), report, () => readBand(written, scope));
    return condition === null ? null : { label, condition };
  });
  const known = read.filter((band) => band !== null);
  if (known.length < read.length) return null;
  const points = attempt(at, report, () =>
    pointsOf(
      known.map(({ condition }) => condition),
      { ...value, extra: typeof empty === 'number' ? empty : value.isCount && empty === undefined ? 0 : null },
    ),
  );
  if (points === null) return null;
  const faults = points.map((point) => faultAt(point, known)).filter((fault) => fault !== null);
  for (const fault of new Set(faults)) report(finding(at, 'invalid-bands', fault, { hint: bandHint }));
  return faults.length === 0 ? known : null;
}

const bandHint = 'Each value belongs to exactly one band: let one end where the next begins.';

/** `">= 9"` says `value >= 9`; a condition that names the value itself is taken as it is. */
function readBand(written: string, scope: Scope): Expression {
  const whole = /\bvalue\b/.test(written) ? written : `value ${written}`;
  try {
    return readCondition(whole, scope);
  } catch (error) {
    if (!(error instanceof TrivetError)) throw error;
    throw new TrivetError(error.code, error.message, {
      hint: error.hint ?? 'Write a band as "= 0", ">= 2", "between 7 and 8" or "in (1, 2)".',
      choices: error.choices,
    });
  }
}

function valueScope({ storage }: ReadRollupValue): Scope {
  return {
    column: (path) => {
      if (path.length === 1 && path[0] === 'value') return { type: typeOfStorage(storage), unit: null };
      throw new TrivetError('invalid-expression', `A band is about the value alone, not about ${path.join('.')}.`, {
        hint: 'Put other conditions into where:.',
      });
    },
  };
}

function faultAt(point: Point, bands: Bands): string | null {
  const holding = bands.filter(({ condition }) => holdsAt(condition, point.value));
  if (holding.length === 1) return null;
  const text = point.text;
  if (holding.length === 0) return `No band takes ${text}.`;
  const both = holding.map(({ label, condition }) => `${label} (${formatExpression(condition)})`).join(' and ');
  return `${both} overlap: both take ${text}.`;
}
