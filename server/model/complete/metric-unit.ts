import { TrivetError } from '../../lib/errors.ts';
import { columnTypeOf, type Scope } from '../expression/scope.ts';
import { unitOf } from '../expression/unit.ts';
import type { MetricShape } from '../metric-kind.ts';
import type { Dataset, Measure, Metric } from '../model.ts';
import { datasetOf, datasetScope } from '../scopes.ts';

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** The unit of a metric's value from the units of the columns behind it; throws `unit-mismatch`. */
export function unitOfValue({ components, value }: MetricShape, datasets: ReadonlyMap<string, Dataset>): string | null {
  const byName = new Map(Object.entries(components));
  const scope: Scope = {
    column: (path) => {
      const measure = byName.get(path.join('.'));
      if (measure === undefined)
        throw new Error(`A metric's value names ${path.join('.')}, which is none of its components.`);
      return { type: columnTypeOf(measure.type), unit: unitOfMeasure(measure, datasets) };
    },
  };
  return unitOf(value, scope);
}

/** Throws `unit-mismatch` where a metric calls euros dollars, or calls one plain column something else than the column does. */
export function checkUnit(
  metric: string,
  written: string | undefined,
  measured: string | null,
  { value }: MetricShape,
): void {
  if (written === undefined || measured === null || written === measured) return;
  const bothMoney = currencies.has(written) && currencies.has(measured);
  if (!bothMoney && value.op !== 'column') return;
  throw new TrivetError(
    'unit-mismatch',
    `${metric} is declared in ${written}, but what it measures is in ${measured}.`,
    {
      hint: `Write unit: ${measured}, or correct the unit of the column.`,
    },
  );
}

/** How a metric is printed: as it says, as money where its unit is a currency, else as its kind says. */
export function formatOf(
  written: string | undefined,
  byKind: string | undefined,
  unit: string | null,
): Metric['format'] {
  const isMoney = unit !== null && currencies.has(unit) && (byKind === undefined || byKind === 'number');
  return written ?? (isMoney ? 'currency' : (byKind ?? 'number'));
}

function unitOfMeasure({ aggregate, of, dataset }: Measure, datasets: ReadonlyMap<string, Dataset>): string | null {
  if (of === null || aggregate === 'count' || aggregate === 'count_distinct') return null;
  return unitOf(of, datasetScope(datasetOf(datasets, dataset), datasets));
}
