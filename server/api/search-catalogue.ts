import type { Model } from '../model/model.ts';
import type { SearchHit, SearchKind } from './generated.ts';

interface Named {
  readonly name: string;
  readonly label: string;
  readonly description?: string | null;
}

/** Whether every word of a text stands in a name, label or description, or in `more`; in any case of letters. */
export function hasWords({ name, label, description }: Named, text: string, more = ''): boolean {
  const whole = `${name} ${label} ${description ?? ''} ${more}`.toLowerCase();
  return wordsOf(text).every((word) => whole.includes(word));
}

/** What of a model has every word of a text; what has them all in its name first, then as the model has it. */
export function searchCatalogue(model: Model, text: string): readonly SearchHit[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const sorts: readonly (readonly [SearchKind, Iterable<Named>])[] = [
    ['METRIC', [...model.metrics.values()].filter(({ visible }) => visible)],
    ['DIMENSION', model.dimensions.values()],
    ['DATASET', model.datasets.values()],
    ['VIEW', model.views.values()],
    ['QUERY', model.queries.values()],
  ];
  const hits = sorts.flatMap(([kind, all]) =>
    [...all]
      .filter((named) => hasWords(named, text))
      .map(({ name, label, description = null }) => ({ kind, name, label, description })),
  );
  const isNear = ({ name }: SearchHit): boolean => words.every((word) => name.includes(word));
  return [...hits.filter(isNear), ...hits.filter((hit) => !isNear(hit))];
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}
