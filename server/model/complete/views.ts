import { didYouMean } from '../../lib/closest.ts';
import type { ErrorCode } from '../../lib/errors.ts';
import type { Item } from '../items.ts';
import type { ModelView } from '../model.ts';
import { labelOf } from '../names.ts';
import { viewSpec } from '../spec/file-spec.ts';
import { below, finding, type Place, type Report } from '../yaml/place.ts';
import { parseSpec } from '../yaml/parse-spec.ts';

interface Known {
  readonly metrics: ReadonlyMap<string, unknown>;
  readonly dimensions: ReadonlyMap<string, unknown>;
  readonly report: Report;
}

/** The views; a name in one that nothing bears is reported and left out of it. */
export function completeViews(
  items: ReadonlyMap<string, Item>,
  { metrics, dimensions, report }: Known,
): ReadonlyMap<string, ModelView> {
  const views = [...items.values()].flatMap(({ name, value, place }): ModelView[] => {
    const spec = parseSpec(viewSpec, value, { place, report, code: 'invalid-model' });
    if (spec === null) return [];
    const known = (
      key: 'metrics' | 'dimensions',
      names: ReadonlyMap<string, unknown>,
      code: ErrorCode,
    ): readonly string[] =>
      spec[key].filter(
        (written, index) => names.has(written) || missing(below(place, key, index), written, { names, code, report }),
      );
    return [
      {
        name,
        label: spec.label ?? labelOf(name),
        metrics: known('metrics', metrics, 'unknown-metric'),
        dimensions: known('dimensions', dimensions, 'unknown-dimension'),
      },
    ];
  });
  return new Map(views.map((view) => [view.name, view]));
}

interface Missing {
  readonly names: ReadonlyMap<string, unknown>;
  readonly code: ErrorCode;
  readonly report: Report;
}

function missing(place: Place, written: string, { names, code, report }: Missing): false {
  const what = code === 'unknown-metric' ? 'metric' : 'dimension';
  const hint = didYouMean(written, names.keys()) ?? `Correct the ${what} itself, if it has a problem.`;
  report(finding(place, code, `No ${what} is called ${written}.`, { hint, choices: [...names.keys()] }));
  return false;
}
