import type { Expression } from '../../model/expression/expression.ts';
import type { Model } from '../../model/model.ts';
import type { Link } from '../resolve/bridge.ts';
import { columnAt, type LinkedCondition, linkedRows, linkedValue, linkKey } from '../resolve/linked-rows.ts';
import type { GroupRequest } from '../language/metric-query.ts';
import type { LegDimension, LegLink, ValueDimension } from './plan.ts';
import type { Way } from '../resolve/way.ts';

type LinkedWay = Extract<Way, { readonly is: 'linked' }>;

interface LinkDraft {
  readonly link: Link;
  readonly keeps: 'all' | 'matching';
  readonly values: ValueDimension[];
}

/** The links of one leg: dimensions that lie in the same linked rows are values of one link. */
export class LinkSet {
  readonly #model: Model;
  /** Conditions that the rows of a link must meet, by the link. */
  readonly #conditions: ReadonlyMap<string, readonly LinkedCondition[]>;
  readonly #links = new Map<string, LinkDraft>();

  constructor(model: Model, conditions: ReadonlyMap<string, readonly LinkedCondition[]>) {
    this.#model = model;
    this.#conditions = conditions;
  }

  add({ link, keeps }: LinkedWay, asOf: GroupRequest['asOf'], period: ValueDimension['period']): LegDimension {
    const key = linkKey(link);
    const draft = this.#links.get(key) ?? { link, keeps, values: [] };
    this.#links.set(key, draft);
    draft.values.push({ is: 'value', expression: linkedValue(this.#model, link, asOf), path: link.joins, period });
    return { is: 'linked', link: [...this.#links.keys()].indexOf(key), value: draft.values.length - 1 };
  }

  complete(allocate: string | null): readonly LegLink[] {
    return [...this.#links].map(([key, { link, keeps, values }]): LegLink => {
      const weight = allocate === null || link.weight === null ? null : columnAt([link.weight]);
      const used: Expression[] = [...values.map(({ expression }) => expression), ...(weight === null ? [] : [weight])];
      return {
        rows: linkedRows(this.#model, link, this.#conditions.get(key) ?? [], used),
        on: link.on.map(([own, linked]) => [columnAt(own), columnAt(linked)] as const),
        values,
        keeps,
        weight,
      };
    });
  }
}
