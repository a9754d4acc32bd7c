import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessRule, Consent, Dataset, Model } from '../../model/model.ts';
import { analyst, rule } from '../../testing/access.ts';
import { askIn } from '../../testing/ask.ts';
import { openEmpty } from '../../testing/database.ts';
import { rowsIn, totalsIn } from '../../testing/matchers.ts';
import { fill, modelOf, reached, type Star, stars } from '../../testing/star-schema.ts';

type Open = Awaited<ReturnType<typeof openEmpty>>;

let guarded: Open;
let filtered: Open;
beforeAll(async () => {
  [guarded, filtered] = [await openEmpty(), await openEmpty()];
});
afterAll(() => {
  guarded.close();
  filtered.close();
});

const runs = Number(process.env['TRIVET_PROPERTY_RUNS'] ?? 60);

/** A rule as a model file says it, and the same condition as plain SQL. */
interface Wanted {
  readonly rows: string | null;
  readonly sql: string | null;
}

const open: Wanted = { rows: null, sql: null };
const entityRules: readonly Wanted[] = [
  open,
  { rows: 'color in (user.colors)', sql: "color IN ('red', 'blue')" },
  { rows: "color <> 'green'", sql: "color <> 'green'" },
  { rows: 'color is null', sql: 'color IS NULL' },
  { rows: 'not (color = user.color) or id = 1', sql: "(NOT color = 'red' OR id = 1)" },
];
const factRules: readonly Wanted[] = [
  open,
  open,
  { rows: 'amount > 3', sql: 'amount > 3' },
  { rows: 'hit or owner in (user.owners)', sql: '(hit OR owner IN (1, 2))' },
  { rows: 'belongs.color = user.color', sql: "owner IN (SELECT id FROM data.<entity> WHERE color = 'red')" },
];

interface Case {
  readonly star: Star;
  readonly entities: readonly Wanted[];
  readonly facts: readonly Wanted[];
  /** Whether facts are used by consent: an entity's colour is the purpose it consents to. */
  readonly consents: readonly boolean[];
}

const cases: fc.Arbitrary<Case> = stars.chain((star) =>
  fc.record({
    star: fc.constant(star),
    entities: fc.tuple(...star.entities.map(() => fc.constantFrom(...entityRules))),
    facts: fc.tuple(...star.facts.map(() => fc.constantFrom(...factRules))),
    consents: fc.tuple(...star.facts.map(() => fc.boolean())),
  }),
);

test(
  'I7: an answer under a policy is the answer on tables that hold nothing else',
  async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (wanted) => {
        const { star } = wanted;
        const model = withConsents(modelOf(star), wanted);
        const facts = await fill(guarded, star);
        await fill(filtered, star);
        await filterBy(wanted);
        const who = analyst({ colors: ['red', 'blue'], color: 'red', owners: ['1', '2'] });
        const numbers = { ...who, attributes: new Map([...who.attributes, ['owners', [1, 2]] as const]) };
        const under = askIn({
          model: { ...model, access: rulesOf(wanted) },
          database: guarded,
          facts,
          viewer: numbers,
        });
        const plain = askIn({ model: modelOf(star), database: filtered, facts });
        for (const fact of star.facts.keys()) {
          const metrics = ['rows', 'total', 'booked', 'owners', 'hit_rate', 'middle'].map((name) => `${name}${fact}`);
          for (const entity of [null, ...reached(star, fact)]) {
            const groupBy = entity === null ? [] : [`color${entity}`];
            const query = { metrics, groupBy, totals: 'GRAND', limit: 1000 };
            const [own, other] = [await under({ ...query, purpose: 'red' }), await plain({ ...query, purpose: 'red' })];
            const columns = [...groupBy, ...metrics];
            expect(rowsIn(own, columns)).toEqual(rowsIn(other, columns));
            expect(totalsIn(own, columns)).toEqual(totalsIn(other, columns));
            for (const account of own.accounting) {
              const { rowsInSource, withheldByConsent, deleted, deduplicated, outsideFilter, rowsUsed } = account;
              expect(withheldByConsent + deleted + deduplicated + outsideFilter + rowsUsed).toBe(rowsInSource);
            }
          }
        }
      }),
      { numRuns: runs },
    );
  },
  runs * 5000,
);

function rulesOf({ entities, facts }: Case): readonly AccessRule[] {
  const made = (name: string, { rows }: Wanted): AccessRule => rule(name, rows === null ? {} : { rows });
  return [...entities.map((wanted, n) => made(`e${n}`, wanted)), ...facts.map((wanted, n) => made(`f${n}`, wanted))];
}

function withConsents(model: Model, { star, consents }: Case): Model {
  const datasets = new Map(model.datasets);
  star.facts.forEach(({ entity }, n) => {
    const dataset: Dataset | undefined = datasets.get(`f${n}`);
    if (dataset === undefined || consents[n] !== true) return;
    const consent: Consent = {
      is: 'dataset', dataset: `e${entity}`, person: 'id', purpose: 'color', granted: null, withdrawn: null,
    }; // prettier-ignore
    datasets.set(`f${n}`, { ...dataset, person: 'owner', consent });
  });
  return { ...model, datasets };
}

/** Deletes what the rules close, from facts to entities and from the near to the far, so that each still sees what it names. */
async function filterBy({ star, entities, facts, consents }: Case): Promise<void> {
  const isBound = (entity: number): boolean =>
    entities[entity]?.sql != null || (star.ups[entity] === true && isBound(entity + 1));
  const kept = (entity: number): string => {
    const conditions = [
      ...(entities[entity]?.sql == null ? [] : [entities[entity].sql]),
      ...(star.ups[entity] === true && isBound(entity + 1) ? [`parent IN (${kept(entity + 1)})`] : []),
    ];
    return `SELECT id FROM data.e${entity} WHERE ${conditions.length === 0 ? 'true' : conditions.join(' AND ')}`;
  };
  const keep = (table: string, condition: string): Promise<void> =>
    filtered.execute(`DELETE FROM data.${table} WHERE (${condition}) IS NOT TRUE`);
  for (const [n, { entity }] of star.facts.entries()) {
    const own = facts[n]?.sql?.replace('<entity>', `e${entity}`);
    if (own !== undefined) await keep(`f${n}`, own);
    if (isBound(entity)) await keep(`f${n}`, `owner IN (${kept(entity)})`);
    if (consents[n] === true) await keep(`f${n}`, `owner IN (SELECT id FROM data.e${entity} WHERE color = 'red')`);
  }
  for (const entity of star.entities.keys()) if (isBound(entity)) await keep(`e${entity}`, `id IN (${kept(entity)})`);
}
