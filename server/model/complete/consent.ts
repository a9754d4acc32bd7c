import { TrivetError } from '../../lib/errors.ts';
import { expressionTypeOf } from '../expression/scope.ts';
import type { Consent, Dataset, ModelColumn } from '../model.ts';
import { withArticle } from '../names.ts';
import { columnOf, datasetOf } from '../scopes.ts';
import { attempt, below, finding, type Place, type Report } from '../yaml/place.ts';
import type { DatasetDraft } from './dataset.ts';

/** Datasets to complete, and the names of those that were left out. */
export interface Consenting {
  readonly drafts: ReadonlyMap<string, DatasetDraft>;
  readonly broken: ReadonlySet<string>;
}

/**
 * The datasets with what consent to their rows rests on. One whose grants cannot be read is left out: without them nobody
 * could say which of its rows may be used.
 */
export function completeConsents({ drafts, broken }: Consenting, report: Report): Consenting {
  const datasets = new Map([...drafts].map(([name, { dataset }]) => [name, dataset]));
  const complete = [...drafts].flatMap(([name, draft]): [string, DatasetDraft][] => {
    if (draft.frame.consent?.dataset === undefined) return [[name, draft]];
    const consent = grantsOf(draft, { datasets, broken, report });
    return consent === null ? [] : [[name, { ...draft, dataset: { ...draft.dataset, consent } }]];
  });
  const kept = new Map(complete);
  return { drafts: kept, broken: new Set([...broken, ...[...drafts.keys()].filter((name) => !kept.has(name))]) };
}

interface GrantContext {
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly broken: ReadonlySet<string>;
  readonly report: Report;
}

function grantsOf({ dataset, frame, place }: DatasetDraft, { datasets, broken, report }: GrantContext): Consent | null {
  const at = below(place, 'consent');
  const { dataset: name = '', person, purpose, granted, withdrawn } = frame.consent ?? {};
  const grants = attempt(below(at, 'dataset'), report, () => grantsDataset(dataset, name, datasets, broken));
  if (grants === null) return null;
  const columns = new Columns(grants, at, report);
  const consent = {
    is: 'dataset',
    dataset: grants.name,
    person: columns.of('person', person ?? ownPerson(grants), 'the person', personType(dataset)),
    purpose: columns.of('purpose', purpose ?? named(grants, 'purpose'), 'the purpose', 'string'),
    granted: columns.optional('granted', granted ?? named(grants, 'granted_at')),
    withdrawn: columns.optional('withdrawn', withdrawn ?? named(grants, 'withdrawn_at')),
  } as const;
  return columns.areFine ? consent : null;
}

function grantsDataset(
  { name, person }: Dataset,
  grants: string,
  datasets: ReadonlyMap<string, Dataset>,
  broken: ReadonlySet<string>,
): Dataset {
  const found = datasetOf(datasets, grants, broken);
  if (grants === name) {
    throw new TrivetError('invalid-model', `${name} cannot grant consent to itself.`, {
      hint: 'Name the dataset of grants, or the column that lists the purposes.',
    });
  }
  if (person !== null && person !== 'row') return found;
  throw new TrivetError(
    'invalid-model',
    `Nobody can have consented to rows of ${name} that say of no person whom they are about.`,
    {
      hint: `Declare person: with the column that names the person in ${name}.`,
    },
  );
}

function ownPerson({ person }: Dataset): string | undefined {
  return person === null || person === 'row' ? undefined : person;
}

function named({ columns }: Dataset, name: string): string | undefined {
  return columns.has(name) ? name : undefined;
}

function personType({ person, columns }: Dataset): string | null {
  const column = columns.get(person ?? '');
  return column === undefined ? null : expressionTypeOf(column.type);
}

/** Columns of a dataset of grants, each reported where it is missing or of another type. */
class Columns {
  areFine = true;
  readonly #grants: Dataset;
  readonly #place: Place;
  readonly #report: Report;

  constructor(grants: Dataset, place: Place, report: Report) {
    this.#grants = grants;
    this.#place = place;
    this.#report = (found) => {
      this.areFine = false;
      report(found);
    };
  }

  of(key: string, name: string | undefined, what: string, type: string | null): string {
    if (name === undefined) {
      const message = `Nothing says which column of ${this.#grants.name} names ${what}.`;
      this.#report(
        finding(this.#place, 'invalid-model', message, { hint: `Add ${key}: with the name of the column.` }),
      );
      return '';
    }
    const column = this.#column(key, name);
    const found = column === null ? null : expressionTypeOf(column.type);
    if (found !== null && type !== null && found !== type) {
      const message = `${this.#grants.name}.${name} is ${withArticle(found)}, and ${what} is ${withArticle(type)}: they never match.`;
      this.#report(finding(below(this.#place, key), 'invalid-model', message));
    }
    return name;
  }

  optional(key: string, name: string | undefined): string | null {
    if (name === undefined) return null;
    const column = this.#column(key, name);
    if (column !== null && !['date', 'timestamp'].includes(expressionTypeOf(column.type))) {
      const message = `${this.#grants.name}.${name} is ${withArticle(column.type.name)}, not a time.`;
      this.#report(finding(below(this.#place, key), 'invalid-model', message));
    }
    return name;
  }

  #column(key: string, name: string): ModelColumn | null {
    return attempt(below(this.#place, key), this.#report, () =>
      columnOf(this.#grants.name, this.#grants.columns, name),
    );
  }
}
