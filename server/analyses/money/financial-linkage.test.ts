import { seeded } from '../../stats/random.ts';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { analyseTables, type HandMade } from '../../testing/hand-made-analysis.ts';
import { hasReferenceData, referenceRows } from '../../testing/reference-data.ts';
import { financialLinkage } from './financial-linkage.ts';
import type { Finding } from '../contract/finding.ts';

interface Shape {
  readonly units?: number;
  readonly before?: number;
  readonly after?: number;
  /** How much faster the treated rise in each month. */
  readonly drift?: number;
  /** How much higher the treated are to begin with. */
  readonly head?: number;
  readonly effect?: number;
  /** Added to every amount of a month. */
  readonly wobble?: (month: number) => number;
}

const changes: HandMade = {
  kind: 'reference',
  columns: ['change_id string', 'started_on date', 'cost decimal'],
  rows: [['desk', '2025-07-01', 240]],
};

function arms(units = 10, extra: readonly (readonly Value[])[] = []): HandMade {
  const rows = Array.from({ length: 2 * units }, (_, i) => [
    'desk',
    `u${i}`,
    i < units ? 'treated' : 'control',
    '2025-06-01',
  ]);
  return {
    kind: 'reference',
    columns: ['change_id string', 'unit_id string', 'arm string', 'assigned_on date'],
    rows: [...rows, ...extra],
  };
}

/** Two tickets a unit and month, of 20 + unit + 2 a month ± 1, less 6 for the treated from July on. */
function tickets({
  units = 10,
  before = 4,
  after = 3,
  drift = 0,
  head = 0,
  effect = -6,
  wobble,
}: Shape = {}): HandMade {
  const rows = Array.from({ length: 2 * units }, (_, unit) =>
    Array.from({ length: before + after }, (__, i) => i - before).flatMap((month) => {
      const treated = unit < units;
      const level = 20 + (unit % units) + 2 * month + (treated ? head + drift * month : 0);
      const value =
        level +
        (wobble?.(month) ?? 0) +
        (treated && month >= 0 ? effect : 0) +
        ((unit * 3 + month) % 2 === 0 ? 0.2 : -0.2);
      const day = new Date(Date.UTC(2025, 6 + month, 10)).toISOString().slice(0, 10);
      return [[`u${unit}`, day, value - 1], [`u${unit}`, day, value + 1]]; // prettier-ignore
    }),
  ).flat();
  return { kind: 'financial', columns: ['unit_id string', 'happened date', 'amount real'], rows, time: 'happened' };
}

const codes = (finding: Finding): string[] => finding.refusals.map(({ code }) => code);
const named = (finding: Finding, name: string) =>
  [finding.estimate, ...finding.estimates].find((each) => each?.name === name);

describe('difference in differences', () => {
  test('a change that takes 6 off the cost of a ticket is found, with what it is worth a month', async () => {
    const finding = await analyseTables(financialLinkage, { changes, change_units: arms(), costs: tickets() });
    const effect = named(finding, 'cost_effect');
    expect(effect?.value).toBeCloseTo(-6, 9);
    expect(effect?.interval?.method).toBe('CR1 by unit, t with G − 1 degrees of freedom');
    expect(finding.grade).toBe('E3');
    expect(finding.verdict).toContain('The change lowered cost by 6.00 ');
    // 60 tickets of the treated in the 72 days up to 10 September, 30.4375 days a month, less 240 over 12 months.
    expect(named(finding, 'gain')?.value).toBeCloseTo((6 * 60 * 30.4375) / 72, 6);
    expect(named(finding, 'net_value')?.value).toBeCloseTo((6 * 60 * 30.4375) / 72 - 20, 6);
    expect(named(finding, 'payback')?.value).toBeCloseTo((240 * 72) / (6 * 60 * 30.4375), 6);
    expect(finding.tables.find(({ name }) => name === 'errors_cost')?.rows).toHaveLength(5);
  });

  test('the probability that it pays is the share of replicates above 0', async () => {
    const finding = await analyseTables(
      financialLinkage,
      { changes, change_units: arms(), costs: tickets() },
      { options: { cost: 100_000 } },
    );
    expect(named(finding, 'pays')?.value).toBe(0);
    expect(named(finding, 'net_value')?.value).toBeLessThan(0);
  });

  test('customers with three answers and one invoice of 100 bring 100', async () => {
    const customers: HandMade = {
      kind: 'operational',
      columns: ['customer_id string', 'unit_id string'],
      rows: Array.from({ length: 20 }, (_, i) => [`c${i}`, `u${i}`]),
      person: 'customer_id',
    };
    const each = (value: number, times: number): (readonly Value[])[] =>
      Array.from({ length: 20 }, (_, i) =>
        Array.from({ length: 7 }, (__, month) =>
          Array.from({ length: times }, () => [`c${i}`, `2025-0${month + 3}-05`, value] as const),
        ).flat(),
      ).flat();
    const finding = await analyseTables(
      financialLinkage,
      {
        changes,
        change_units: arms(),
        customers,
        invoices: {
          kind: 'financial',
          columns: ['customer_id string', 'issued date', 'amount real'],
          rows: each(100, 1),
          time: 'issued',
          person: 'customer_id',
        },
        responses: {
          kind: 'survey',
          columns: ['customer_id string', 'answered date', 'nps_score integer'],
          rows: each(9, 3),
          time: 'answered',
          person: 'customer_id',
        },
      },
      { options: { margin: 0.5 } },
    );
    const [revenue, experience] = finding.tables.find(({ name }) => name === 'effects')?.rows ?? [];
    expect(revenue?.slice(0, 6)).toEqual(['revenue', 100, 100, 100, 100, 0]);
    expect(experience?.slice(0, 6)).toEqual(['NPS', 100, 100, 100, 100, 0]);
    expect(revenue?.at(-1)).toBe(140);
  });

  test('totals of a unit in a month count months without a row as nothing', async () => {
    const finding = await analyseTables(
      financialLinkage,
      { changes, change_units: arms(), costs: tickets({ before: 5, after: 4 }) },
      { options: { measure: 'per unit' } },
    );
    expect(named(finding, 'cost_effect')?.value).toBeCloseTo(-12, 9);
    expect(named(finding, 'gain')?.value).toBeCloseTo(120, 9);
  });

  test('arms that were drifting apart before are refused', async () => {
    const finding = await analyseTables(financialLinkage, {
      changes,
      change_units: arms(),
      costs: tickets({ drift: 1 }),
    });
    expect(codes(finding)).toEqual(['pretrend-failed']);
    expect(finding.estimate).toBeNull();
    expect(finding.grade).toBe('E0');
  });

  test('two periods before the change leave a comparison only', async () => {
    const finding = await analyseTables(financialLinkage, {
      changes,
      change_units: arms(),
      costs: tickets({ before: 2 }),
    });
    expect(finding.grade).toBe('E1');
    expect(finding.verdict).toContain('Cost was lower by 6.00 ');
  });

  test('three units an arm are refused, until a permutation is asked for', async () => {
    const tables = { changes, change_units: arms(3), costs: tickets({ units: 3 }) };
    const refused = await analyseTables(financialLinkage, tables);
    expect(codes(refused)).toEqual(['few-clusters']);
    expect(refused.refusals[0]?.message).toBe(
      'Only 3 units per arm. Standard errors need at least 10; a permutation test is offered.',
    );
    const permuted = await analyseTables(financialLinkage, tables, { options: { permutation: true } });
    // 20 ways to choose 3 of 6 units; the real one and its mirror are the most extreme.
    expect(named(permuted, 'cost_effect')).toMatchObject({ interval: null, p: 2 / 20 });
    expect(named(permuted, 'net_value')).toBeUndefined();
  });

  test('twelve units an arm of which three have data are three', async () => {
    const three = tickets({ units: 12 });
    const rows = three.rows.filter(([unit]) => ['u0', 'u1', 'u2', 'u12', 'u13', 'u14'].includes(String(unit)));
    const finding = await analyseTables(financialLinkage, {
      changes,
      change_units: arms(12),
      costs: { ...three, rows },
    });
    expect(finding.refusals[0]).toMatchObject({ code: 'few-clusters', details: { g: 3 } });
    expect(finding.estimate).toBeNull();
  });

  test('the first day alone is enough where the arms are of one change', async () => {
    const finding = await analyseTables(
      financialLinkage,
      { change_units: arms(), costs: tickets() },
      { options: { start: '2025-07-01' } },
    );
    expect(named(finding, 'cost_effect')?.value).toBeCloseTo(-6, 9);
    expect(finding.assumptions).toContain('What the change cost is not known and not taken off.');
  });

  test('nine rows in a cell are not shown', async () => {
    const few = tickets({ before: 3, after: 1 });
    const rows = few.rows.filter(([unit, day], i) => day !== '2025-07-10' || (i % 2 === 0 && unit !== 'u0'));
    const finding = await analyseTables(financialLinkage, { changes, change_units: arms(), costs: { ...few, rows } });
    expect(codes(finding)).toEqual(['n-too-small']);
  });

  test('assigned by chance and on record before the change is E4, without the record it is not', async () => {
    const tables = { changes, change_units: arms(), costs: tickets() };
    const recorded = await analyseTables(financialLinkage, tables, { options: { randomised: true } });
    expect(recorded.grade).toBe('E4');
    const rows = arms().rows.map((row) => [...row.slice(0, 3), '2025-08-01']);
    const late = await analyseTables(
      financialLinkage,
      { ...tables, change_units: { ...arms(), rows } },
      { options: { randomised: true } },
    );
    expect(late.grade).toBe('E3');
  });
});

test.skipIf(!hasReferenceData)(
  'Card and Krueger’s stores give 2.7536 with errors by store, and two waves are a comparison only',
  async () => {
    const rows = referenceRows('ck');
    const stores = new Map(rows.map((row) => [row.get('id') ?? '', row.get('nj') === '1' ? 'treated' : 'control']));
    const finding = await analyseTables(financialLinkage, {
      changes: { ...changes, rows: [['desk', '1992-04-01', null]] },
      change_units: { ...arms(), rows: [...stores].map(([id, arm]) => ['desk', id, arm, null]) },
      costs: {
        kind: 'operational',
        columns: ['unit_id string', 'happened date', 'amount real'],
        rows: rows.map((row) => [
          row.get('id') ?? '',
          row.get('d') === '1' ? '1992-11-15' : '1992-02-15',
          row.get('fte') === '' ? null : Number(row.get('fte')),
        ]),
        time: 'happened',
      },
    });
    const effect = named(finding, 'cost_effect');
    expect(effect?.value).toBeCloseTo(2.753605783, 8);
    expect(effect).toMatchObject({ n: 794, interval: { method: 'CR1 by unit, t with G − 1 degrees of freedom' } });
    expect((finding.tables.find(({ name }) => name === 'errors_cost')?.rows ?? []).map((row) => Number(row[2]).toFixed(4))).toEqual([
    '1.6884', '1.7955', '1.3066', '1.3423', '1.1544',
  ]); // prettier-ignore
    expect(finding.grade).toBe('E1');
  },
);

describe('what is refused', () => {
  const tables = { changes, change_units: arms(), costs: tickets() };

  test('points of NPS as an input', async () => {
    const finding = await analyseTables(financialLinkage, tables, { options: { points_of_nps: 1 } });
    expect(codes(finding)).toEqual(['nps-calculator']);
    expect(finding.estimate).toBeNull();
  });

  test('before and after without a comparison, and units in both arms', async () => {
    expect(codes(await analyseTables(financialLinkage, { changes, costs: tickets() }))).toEqual(['no-control']);
    const treatedOnly = { ...arms(), rows: arms().rows.filter((row) => row[2] === 'treated') };
    expect(codes(await analyseTables(financialLinkage, { ...tables, change_units: treatedOnly }))).toEqual([
      'no-control',
    ]);
    const both = await analyseTables(financialLinkage, {
      ...tables,
      change_units: arms(10, [['desk', 'u0', 'control', null]]),
    });
    expect(both.refusals[0]).toMatchObject({ code: 'no-control', hint: '1 units stand in both arms: decide which.' });
  });

  test('a series with seven points before the change', async () => {
    const finding = await analyseTables(
      financialLinkage,
      { changes, costs: tickets({ before: 7, after: 9 }) },
      { options: { design: 'its' } },
    );
    expect(codes(finding)).toEqual(['no-control']);
  });

  test('a score outside of 0 to 10', async () => {
    const rows = tickets().rows.map(([unit = null, day = null], i) => [unit, day, i === 0 ? 11 : 9]);
    const responses: HandMade = {
      kind: 'survey',
      columns: ['unit_id string', 'answered date', 'nps_score integer'],
      rows,
      time: 'answered',
    };
    const finding = await analyseTables(financialLinkage, { changes, change_units: arms(), responses });
    expect(finding.refusals[0]).toMatchObject({ code: 'out-of-scale', details: { n: 1 } });
  });

  test('units that were not alike before, and covariates measured after the change', async () => {
    const unlike = await analyseTables(
      financialLinkage,
      { ...tables, costs: tickets({ head: 3 }) },
      { options: { design: 'matched' } },
    );
    expect(codes(unlike)).toEqual(['imbalance']);
    const covariates: HandMade = {
      kind: 'reference',
      columns: ['unit_id string', 'region string', 'measured date'],
      rows: Array.from({ length: 20 }, (_, i) => [`u${i}`, 'North', '2025-08-01']),
    };
    const late = await analyseTables(
      financialLinkage,
      { ...tables, regions: covariates },
      {
        datasets: { covariates: { dataset: 'regions', columns: { covariate: 'region', measured: 'measured' } } },
        options: { design: 'matched' },
      },
    );
    expect(codes(late)).toEqual(['imbalance']);
    expect(late.refusals[0]?.message).toContain('measured after the change');
  });

  test('no change by that name, and no change named at all', async () => {
    await expect(analyseTables(financialLinkage, tables, { options: { change: 'dsek' } })).rejects.toMatchObject({
      code: 'invalid-option',
    });
    await expect(analyseTables(financialLinkage, { change_units: arms(), costs: tickets() })).rejects.toMatchObject({
      code: 'missing-option',
    });
  });

  test('no outcome that units can tell apart', async () => {
    expect(codes(await analyseTables(financialLinkage, { changes, change_units: arms() }))).toEqual(['empty-group']);
  });
});

describe('other designs', () => {
  test('a step in one series with eight points on each side', async () => {
    const draws = Array.from({ length: 40 }, seeded(1).normal);
    const wobble = (month: number): number => (draws[month + 20] ?? 0) / 5;
    const series = (shape: Shape) =>
      analyseTables(financialLinkage, { changes, costs: tickets(shape) }, { options: { design: 'its' } });
    const finding = await series({ before: 17, after: 9, wobble });
    // Half of the units fall by 6: 3 in the mean of all.
    expect(Math.abs((named(finding, 'cost_effect')?.value ?? 0) + 3)).toBeLessThan(0.4);
    expect(finding.grade).toBe('E3');
    expect((await series({ before: 9, after: 9, wobble })).grade).toBe('E1');
  });

  test('a series whose neighbours still look alike beyond the fit earns no more than a comparison', async () => {
    const wave = (month: number): number => Math.sin(month / 2);
    const costs = tickets({ before: 17, after: 9, wobble: wave });
    const finding = await analyseTables(financialLinkage, { changes, costs }, { options: { design: 'its' } });
    expect(finding.grade).toBe('E1');
    expect(finding.gradeReason).toContain('Left-over autocorrelation');
  });

  test('the number of contacts that falls to half is found, with what chance leaves open', async () => {
    const contacts = (before: number, after: number): HandMade => ({
      kind: 'operational',
      columns: ['opened date', 'amount real'],
      rows: Array.from({ length: 40 }, (_, i) => i - 20).flatMap((month) =>
        Array.from({ length: (month < 0 ? before : after) + (month % 2 === 0 ? 2 : -2) }, () => [
          new Date(Date.UTC(2025, 6 + month, 10)).toISOString().slice(0, 10),
          1,
        ]),
      ),
      time: 'opened',
    });
    const count = { design: 'its', series: 'count' };
    const halved = await analyseTables(financialLinkage, { changes, costs: contacts(40, 20) }, { options: count });
    expect(named(halved, 'cost_effect')).toMatchObject({ format: 'percent', label: 'Effect on number of costs' });
    expect(named(halved, 'cost_effect')?.value).toBeCloseTo(-0.5, 1);
    expect(halved.verdict).toContain('lowered number of costs by ');
    const same = await analyseTables(financialLinkage, { changes, costs: contacts(40, 40) }, { options: count });
    expect(same.verdict).toContain('Number of costs did not differ by more than chance would explain');
    const short = await analyseTables(
      financialLinkage,
      { changes, costs: tickets({ before: 8, after: 9 }) },
      { options: count },
    );
    expect(codes(short)).toEqual(['no-control']);
  });

  test('matched units alike before the change differ by 6', async () => {
    const finding = await analyseTables(
      financialLinkage,
      { changes, change_units: arms(), costs: tickets() },
      { options: { design: 'matched' } },
    );
    expect(named(finding, 'cost_effect')?.value).toBeCloseTo(-6, 0);
    expect(finding.grade).toBe('E3');
  });

  test('CUPED needs units that chance assigned', async () => {
    const tables = { changes, change_units: arms(), costs: tickets() };
    const asked = await analyseTables(financialLinkage, tables, { options: { design: 'cuped' } });
    expect(asked.grade).toBe('E1');
    const randomised = await analyseTables(financialLinkage, tables, {
      options: { design: 'cuped', randomised: true },
    });
    expect(randomised.grade).toBe('E4');
    expect(named(randomised, 'cost_effect')?.value).toBeCloseTo(-6, 1);
  });

  test('columns may be called anything', async () => {
    const { rows } = tickets();
    const finding = await analyseTables(
      financialLinkage,
      {
        changes,
        change_units: arms(),
        'a"b': { kind: 'financial', columns: ['constructor string', 'when"ever date', 'select real'], rows },
      },
      {
        datasets: { costs: { dataset: 'a"b', columns: { unit: 'constructor', time: 'when"ever', amount: 'select' } } },
      },
    );
    expect(named(finding, 'cost_effect')?.value).toBeCloseTo(-6, 9);
  });
});

test('customers as units: thousands of them are taken together by chance into groups for the standard error', async () => {
  const ids = Array.from({ length: 1200 }, (_, at) => at);
  const customerArms: HandMade = {
    kind: 'reference',
    columns: ['change_id string', 'customer_id string', 'arm string'],
    rows: ids.map((at) => ['desk', `c${at}`, at % 2 === 0 ? 'treated' : 'control']),
  };
  const bought: HandMade = {
    kind: 'financial',
    columns: ['customer_id string', 'happened date', 'amount real'],
    rows: ids.flatMap((at) =>
      [-3, -2, -1, 0, 1].map((month) => [
        `c${at}`,
        new Date(Date.UTC(2025, 6 + month, 10)).toISOString().slice(0, 10),
        10 +
          (at % 7) +
          (at % 2 === 0 ? 5 : 0) +
          (at % 2 === 0 && month >= 0 ? 4 : 0) +
          ((at * 5 + month * 3) % 11) / 10,
      ]),
    ),
    time: 'happened',
  };
  const finding = await analyseTables(
    financialLinkage,
    { changes, customer_arms: customerArms, bought },
    {
      datasets: {
        arms: { dataset: 'customer_arms', columns: { unit: 'customer_id' } },
        costs: { dataset: 'bought', columns: { unit: 'customer_id' } },
      },
    },
  );
  expect(named(finding, 'cost_effect')?.value).toBeCloseTo(4, 1);
  expect(named(finding, 'cost_effect')?.interval?.low).toBeGreaterThan(3.9);
  expect(finding.diagnostics.find(({ name }) => name === 'units')?.value).toBe(600);
  expect(finding.diagnostics.find(({ name }) => name === 'pretrend_cost')?.passed).toBe(true);
});
