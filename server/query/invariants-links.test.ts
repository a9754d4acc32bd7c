import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { columnIn, refusalsOf } from '../testing/matchers.ts';
import { naiveByTag, naiveShares, naiveThrough, naiveWhere } from '../testing/star-link-oracle.ts';
import { emptyValue, numberOf } from '../testing/star-oracle.ts';
import {
  expectEqual,
  expectNear,
  openStars,
  propertyTimeout,
  type Stars,
  totalOf,
  valuesOf,
} from '../testing/star-properties.ts';
import { sharedEntity } from '../testing/star-queries.ts';
import type { Star } from '../testing/star-schema.ts';
import type { MetricResult } from './answer/result.ts';

vi.setConfig({ testTimeout: propertyTimeout });

let stars: Stars;
beforeAll(async () => {
  stars = await openStars();
});
afterAll(() => stars.close());

const scope = 'SEMI_JOIN';

function ofFact(fact: number): readonly string[] {
  return ['rows', 'total', 'booked', 'owners', 'hit_rate', 'middle'].map((name) => `${name}${fact}`);
}

/** The last fact of a star and its first one, with the nearest entity that they share; null where there is none. */
function pairOf(star: Star) {
  const [fact, other] = [star.facts.length - 1, 0];
  const entity = sharedEntity(star, fact, other);
  return entity === null ? null : { star, fact, other, entity };
}

function only(result: MetricResult, metric: string): number | null {
  return numberOf(columnIn(result, metric).values[0] ?? null);
}

/** Groups, or with `[]` the whole, with what a metric shows where nothing is. */
function shownFor(
  star: Star,
  metric: string,
  naive: ReadonlyMap<string, number | null>,
): ReadonlyMap<string, number | null> {
  return new Map(
    [...naive].map(([group, value]) => [group, value ?? emptyValue(star, metric, { isGroup: group !== '[]' })]),
  );
}

test('over a bridge every metric equals its naive statement, and the total is of the rows themselves', async () => {
  await stars.holds(async ({ star, ask }) => {
    const metrics = ofFact(0);
    const result = await ask({ metrics, groupBy: ['tag0'], totals: true });
    const whole = await ask({ metrics });
    for (const metric of metrics) {
      const naive = await naiveByTag(stars.database, 0, metric);
      const shown = valuesOf(result, metric, ['tag0']);
      expect([...shown.keys()].sort()).toEqual([...naive.keys()].sort());
      expectEqual(shown, shownFor(star, metric, naive));
      expectNear(totalOf(result, metric), only(whole, metric), metric);
      expect(columnIn(result, metric).overlapping).toBe(true);
    }
  });
});

test('shared out by weight, groups hold the shares of plain arithmetic and add up to the total', async () => {
  await stars.holds(async ({ star, ask }) => {
    const metrics = ['rows0', 'total0'].map((name) => ({ name, allocate: 'weight' }));
    const result = await ask({ metrics, groupBy: ['tag0'], totals: true });
    const [fact] = star.facts;
    if (fact === undefined) return;
    expectEqual(valuesOf(result, 'rows0', ['tag0']), naiveShares(fact));
    for (const metric of ['rows0', 'total0']) {
      const sum = [...valuesOf(result, metric, ['tag0']).values()].reduce<number>(
        (all, value) => all + (value ?? 0),
        0,
      );
      expect(Math.abs(sum - (totalOf(result, metric) ?? 0))).toBeLessThan(1e-6);
    }
  });
});

test('a row has a condition over a bridge exactly where its group would meet it', async () => {
  await stars.holds(async ({ star, ask }) => {
    const tags = star.facts[0]?.tags ?? [];
    const rows = (star.facts[0]?.rows ?? []).map((_, row) => {
      const own = tags.filter((tag) => tag.row === row).map(({ tag }) => tag);
      return own.length === 0 ? [null] : own;
    });
    const count = async (where: object): Promise<number | null> =>
      only(await ask({ metrics: ['rows0'], where }), 'rows0');
    const has = (fits: (tag: string | null) => boolean): number => rows.filter((own) => own.some(fits)).length;
    expect(await count({ tag0: 'x' })).toBe(has((tag) => tag === 'x'));
    expect(await count({ tag0: { _in: ['x', null] } })).toBe(has((tag) => tag === 'x' || tag === null));
    expect(await count({ tag0: { _neq: 'x' } })).toBe(has((tag) => tag !== null && tag !== 'x'));
    expect(await count({ tag0: { _neq: 'x', nulls: true } })).toBe(has((tag) => tag !== 'x'));
    expect(await count({ _not: { tag0: 'x' } })).toBe(rows.length - has((tag) => tag === 'x'));
  });
});

test('through a shared entity every metric equals its naive statement, and its total is of the union of the groups', async () => {
  await stars.holds(async ({ star, ask }) => {
    const pair = pairOf(star);
    const fact = star.facts.length - 1;
    const metrics = ofFact(fact).map((name) => ({ name, scope }));
    if (pair === null) {
      const [refusal] = await refusalsOf(() => ask({ metrics, groupBy: ['mark0'] }));
      expect(refusal?.code).toBe('dimension-not-conformed');
      return;
    }
    const result = await ask({ metrics, groupBy: ['mark0'], totals: true });
    for (const metric of ofFact(fact)) {
      const naive = await naiveThrough(stars.database, pair, metric);
      const shown = valuesOf(result, metric, ['mark0']);
      expect([...shown.keys()].sort()).toEqual([...naive.keys()].sort());
      expectEqual(shown, shownFor(star, metric, naive));
      const union = await naiveWhere(
        stars.database,
        pair,
        metric,
        (others) => `EXISTS (SELECT 1 FROM ${others} AS p WHERE p.k = f.k)`,
      );
      expectNear(totalOf(result, metric), shownFor(star, metric, union).get('[]') ?? null, metric);
    }
    const inside = totalOf(
      await ask({ metrics: [{ name: `rows${fact}`, scope }], groupBy: ['mark0'], totals: true }),
      `rows${fact}`,
    );
    expect((result.accounting[0]?.outsideGroups ?? 0) + (inside ?? 0)).toBe(star.facts[fact]?.rows.length);
  });
});

test('a condition through a shared entity, and its negation, part the rows as EXISTS and NOT EXISTS do', async () => {
  await stars.holds(async ({ star, ask }) => {
    const pair = pairOf(star);
    if (pair === null) return;
    const metric = `rows${pair.fact}`;
    const is = { mark0: { _in: ['p', null] } };
    const exists = (others: string): string =>
      `EXISTS (SELECT 1 FROM ${others} AS p WHERE p.k = f.k AND (p.mark = 'p' OR p.mark IS NULL))`;
    const [yes, no] = await Promise.all(
      [is, { _not: is }].map(async (where) =>
        only(await ask({ metrics: [{ name: metric, scope }], where, filterScope: scope }), metric),
      ),
    );
    const naive = await naiveWhere(stars.database, pair, metric, exists);
    expect(yes).toBe(naive.get('[]'));
    expect((yes ?? 0) + (no ?? 0)).toBe(star.facts[pair.fact]?.rows.length);
  });
});

test('entities by a metric and by an absence select the rows that the naive statements do', async () => {
  await stars.holds(async ({ star, ask }) => {
    const pair = pairOf(star);
    if (pair === null) return;
    const metric = `rows${pair.fact}`;
    const entity = `e${pair.entity}`;
    const selected = async (where: object): Promise<number | null> =>
      only(await ask({ metrics: [metric], where }), metric);
    for (const [operator, sign] of [
      ['_gte', '>='],
      ['_lt', '<'],
    ] as const) {
      const naive = await naiveWhere(stars.database, pair, metric, (others) => {
        const known = `SELECT id AS c FROM data.${entity} UNION SELECT k FROM ${others} AS p WHERE k IS NOT NULL`;
        const booked = `coalesce((SELECT sum(p.amount) FROM ${others} AS p WHERE p.k = u.c), 0)`;
        return `f.k IN (SELECT c FROM (${known}) AS u WHERE ${booked} ${sign} 5)`;
      });
      expect(await selected({ [entity]: { _metric: { booked0: { [operator]: 5 } } } })).toBe(naive.get('[]'));
    }
    const without = await naiveWhere(
      stars.database,
      pair,
      metric,
      (others) => `NOT EXISTS (SELECT 1 FROM ${others} AS p WHERE p.k = f.k)`,
    );
    expect(await selected({ [entity]: { _none: 'f0' } })).toBe(without.get('[]'));
  });
});

test('I1, I4: a metric over links is the same in any company and order', async () => {
  await stars.holds(async ({ star, ask }) => {
    const fact = star.facts.length - 1;
    if (pairOf(star) === null) return;
    const linked = [
      { name: `total${fact}`, scope },
      { name: `owners${fact}`, scope },
    ];
    const together = await ask({
      metrics: ['rows0', ...linked, 'hit_rate0'],
      groupBy: ['mark0', 'tag0'],
      filterScope: scope,
    });
    const alone = await ask({ metrics: linked.toReversed(), groupBy: ['tag0', 'mark0'], filterScope: scope });
    for (const { name } of linked) {
      expectEqual(valuesOf(together, name, ['mark0', 'tag0']), valuesOf(alone, name, ['mark0', 'tag0']));
    }
  });
});
