import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planted } from '../../testing/planted/truths.ts';
import type { Value } from '../../lib/table.ts';
import { expectClose } from '../../testing/close-to.ts';
import { type DemoAnalyses, openDemoAnalyses } from '../../testing/demo-analyses.ts';
import { analyseTables, type HandMade } from '../../testing/hand-made-analysis.ts';
import { hasReferenceData, referenceRows } from '../../testing/reference-data.ts';
import { churn } from './churn.ts';
import type { Finding } from '../contract/finding.ts';

const base = ['customer_id string', 'start_date date', 'end_date date', 'end_kind string'];

/** Customers since 2020, each leaving so many days after 2025-01-01 or staying. */
function customers(
  people: readonly {
    readonly after: number | null;
    readonly kind?: string;
    readonly start?: string;
    readonly rest?: readonly Value[];
  }[],
  columns: readonly string[] = [],
): Record<string, HandMade> {
  const rows = people.map(({ after, kind = 'voluntary', start = '2020-01-01', rest = [] }, at) => {
    const end = after === null ? null : new Date(Date.UTC(2025, 0, 1 + after)).toISOString().slice(0, 10);
    return [`C${at}`, start, end, end === null ? null : kind, ...rest];
  });
  return { customers: { kind: 'operational', columns: [...base, ...columns], person: 'customer_id', rows } };
}

const options = { landmark: '2025-01-01', horizon: 180, observed_until: '2026-01-01' };
const codesOf = (finding: Finding) => finding.refusals.map(({ code, of }) => (of === null ? code : `${code} of ${of}`));

describe('the curve', () => {
  test('of 100 such customers 9 leave', async () => {
    const people = [
      ...Array.from({ length: 9 }, (_, at) => ({ after: 20 * (at + 1) })),
      ...Array.from({ length: 91 }, () => ({ after: null })),
    ];
    const finding = await analyseTables(churn, customers(people), { options });
    expect(finding).toMatchObject({
      n: 100,
      of: 'customers',
      grade: 'E0',
      estimate: { name: 'left', value: 0.09, n: 100 },
    });
    expect(finding.verdict).toMatch(
      /^Of 100 such customers 9 leave by own will within 180 days after 2025-01-01: 9\.0 %/,
    );
    expect(finding.tables[1]?.rows).toEqual([['all', 100, 99, 98, 96, 95, 93, 92]]);
    expect(codesOf(finding)).toEqual([]);
  });

  test('who is dismissed first cannot leave by own will any more', async () => {
    const people = [
      ...Array.from({ length: 20 }, () => ({ after: 30, kind: 'involuntary' })),
      ...Array.from({ length: 20 }, () => ({ after: 60 })),
      ...Array.from({ length: 60 }, () => ({ after: null })),
    ];
    const finding = await analyseTables(churn, customers(people), { options });
    // 20 of 100; counting the others as censored would say 20 of 80.
    expectClose(finding.estimate?.value, 0.2, 1e-12);
    expectClose(finding.estimate?.interval?.low, 0.2 ** Math.exp((1.959963985 * 0.04) / (0.2 * Math.log(5))), 1e-8);
  });

  test('with no kind named every end counts', async () => {
    const people = [
      ...Array.from({ length: 20 }, () => ({ after: 30, kind: 'involuntary' })),
      ...Array.from({ length: 80 }, () => ({ after: null })),
    ];
    const finding = await analyseTables(churn, customers(people), { options: { ...options, voluntary: [] } });
    expectClose(finding.estimate?.value, 0.2, 1e-12);
    const none = await analyseTables(churn, customers(people), { options });
    expect(codesOf(none)).toEqual(['no-events']);
  });

  test('without a landmark the clock starts with each customer, for a curve of all and nothing else', async () => {
    const people = [
      ...Array.from({ length: 10 }, () => ({ after: 50, start: '2025-01-01' })),
      ...Array.from({ length: 30 }, () => ({ after: null, start: '2025-01-01' })),
    ];
    const plain = await analyseTables(churn, customers(people), { options: { observed_until: '2026-01-01' } });
    expect(plain.estimate).toMatchObject({ value: 0.25, n: 40 });
    expect(plain.verdict).toContain('after they came');
    const tables = customers(people.map((each, at) => ({ ...each, rest: [at % 10] })), ['nps_score integer']); // prettier-ignore
    const by = await analyseTables(churn, tables, {
      options: { observed_until: '2026-01-01' },
      datasets: { customers: { columns: { by: 'nps_score' } } },
    });
    expect(codesOf(by)).toEqual(['immortal-time']);
    expect(by.estimate).toBeNull();
  });

  test('groups with the test of their curves; nine customers of a third group are not shown', async () => {
    const people = ['a', 'b'].flatMap((group, which) =>
      Array.from({ length: 50 }, (_, at) => ({ after: at < 5 + 20 * which ? 10 + at : null, rest: [group] })),
    );
    const few = Array.from({ length: 9 }, () => ({ after: null, rest: ['c'] }));
    const finding = await analyseTables(churn, customers([...people, ...few], ['region string']), {
      options,
      datasets: { customers: { columns: { by: 'region' } } },
    });
    expect(finding.estimates.map(({ name, value }) => [name, value.toFixed(9)])).toEqual([
      ['left_a', '0.100000000'],
      ['left_b', '0.500000000'],
    ]);
    expect(codesOf(finding)).toEqual(['k-anon of groups']);
    expect(finding.verdict).toContain('Curves differ by region (p < 0.001).');
    expect(finding.grade).toBe('E1');
  });
});

/** Outcome by a column of two levels and one of noise, so many leavers of so many. */
function modelled(cells: readonly (readonly [string, number, number])[]): Record<string, HandMade> {
  const people = cells.flatMap(([level, left, n]) =>
    Array.from({ length: n }, (_, at) => ({ after: at < left ? 1 + ((at * 37) % 179) : null, rest: [level, at % 7] })),
  );
  return customers(people, ['plan string', 'noise integer']);
}

const bound = { customers: { columns: { covariates: ['plan', 'noise'] } } };

describe('the model', () => {
  test('hazard ratios stand beside what they are compared with', async () => {
    const finding = await analyseTables(churn, modelled([['basic', 40, 400], ['plus', 60, 300]]), { options, datasets: bound }); // prettier-ignore
    const table = finding.tables.find(({ name }) => name === 'hazard_ratios');
    expect(table?.rows.map((row) => row.slice(0, 2))).toEqual([
      ['plan: plus', 'basic'],
      ['noise', 'one unit less'],
    ]);
    const ratio = Number(table?.rows[0]?.[2]);
    expect(ratio).toBeGreaterThan(1.9);
    expect(ratio).toBeLessThan(2.4);
    expect(finding.verdict).toContain('plan: plus goes with');
    expect(finding.comparisons.m).toBe(2);
  });

  test('fewer than ten leavers for a column', async () => {
    const finding = await analyseTables(churn, modelled([['basic', 9, 200], ['plus', 10, 200]]), { options, datasets: bound }); // prettier-ignore
    expect(codesOf(finding)).toEqual(['epv-low of hazard_ratios']);
    expect(finding.estimate).not.toBeNull();
    expect(finding.tables.some(({ name }) => name === 'hazard_ratios')).toBe(false);
  });

  test('a ratio that turns round over time is refused, mean days stand instead', async () => {
    const people = ['basic', 'plus'].flatMap((plan, late) =>
      Array.from({ length: 100 }, (_, at) => ({ after: at < 50 ? 120 * late + 1 + at : null, rest: [plan] })),
    );
    const finding = await analyseTables(churn, customers(people, ['plan string']), {
      options,
      datasets: { customers: { columns: { covariates: ['plan'] } } },
    });
    expect(codesOf(finding)).toEqual(['ph-violated of hazard_ratio_of_plan']);
    expect(finding.tables.map(({ name }) => name)).toEqual(['curve', 'at_risk', 'restricted_mean_1']);
    // Half stay all 180 days; the others leave after 1 to 50 days, or after 121 to 170.
    const means = finding.tables[2]?.rows.map(([group, n, days]) => [group, n, Number(days).toFixed(6)]);
    expect(means).toEqual([
      ['basic', 100, (90 + 25.5 / 2).toFixed(6)],
      ['plus', 100, (90 + 145.5 / 2).toFixed(6)],
    ]);
  });

  test('a level at which nobody leaves', async () => {
    const finding = await analyseTables(churn, modelled([['basic', 60, 300], ['plus', 0, 300]]), { options, datasets: bound }); // prettier-ignore
    expect(finding.refusals).toMatchObject([
      { code: 'separation', of: 'hazard_ratios', details: { variable: 'plan: plus' } },
    ]);
  });

  test('a text of too many levels, and columns known only later', async () => {
    const people = Array.from({ length: 300 }, (_, at) => ({
      after: at % 3 === 0 ? 20 : null,
      rest: [`L${at % 25}`, '2025-02-01'],
    }));
    const tables = customers(people, ['town string', 'rated_on date']);
    const many = await analyseTables(churn, tables, {
      options,
      datasets: { customers: { columns: { covariates: ['town'] } } },
    });
    expect(codesOf(many)).toEqual(['too-many of hazard_ratios']);
    const later = await analyseTables(churn, tables, {
      options,
      datasets: { customers: { columns: { covariates: ['town'], known_at: 'rated_on' } } },
    });
    expect(codesOf(later)).toEqual(['immortal-time']);
  });

  test.skipIf(!hasReferenceData)(
    'veteran: hazard ratios that change over time are refused, mean days stand instead',
    async () => {
      const people = referenceRows('veteran').map((row) => ({
        after: Number(row.get('time')),
        kind: row.get('status') === '1' ? 'voluntary' : 'involuntary',
        rest: [
          row.get('celltype') ?? '',
          ...['trt', 'karno', 'diagtime', 'age', 'prior'].map((column) => Number(row.get(column))),
        ],
      }));
      const columns = [
        'celltype string',
        'trt integer',
        'karno integer',
        'diagtime integer',
        'age integer',
        'prior integer',
      ];
      const covariates = ['trt', 'celltype', 'karno', 'diagtime', 'age', 'prior'];
      const finding = await analyseTables(churn, customers(people, columns), {
      options: { landmark: '2025-01-01', horizon: 999, observed_until: '2030-01-01' },
      datasets: { customers: { columns: { covariates } } },
    }, { now: '2030-07-01T00:00:00.000Z' }); // prettier-ignore
      expect(codesOf(finding)).toEqual([
        'ph-violated of hazard_ratio_of_celltype',
        'ph-violated of hazard_ratio_of_karno',
      ]);
      expect(finding.refusals.map(({ details }) => details['p'])).toEqual(['0.0016', '0.00032']);
      const hazards = finding.tables.find(({ name }) => name === 'hazard_ratios');
      expect(hazards?.rows.map(([name]) => name)).toEqual(['trt', 'diagtime', 'age', 'prior']);
      expectClose(Number(hazards?.rows[0]?.[2]), Math.exp(0.294602821498), 1e-9);
      expect(finding.tables.map(({ name }) => name)).toEqual([
        'curve',
        'at_risk',
        'hazard_ratios',
        'restricted_mean_2',
        'restricted_mean_3',
      ]);
      expect(finding.tables.find(({ name }) => name === 'restricted_mean_3')?.rows.map(([group]) => group)).toContain(
        'up to 60',
      );
    },
  );
});

describe('the test on a later period', () => {
  // Two landmarks half a year apart; the plan says in both who leaves, 40 and 10 of 100.
  const leaving = (share: number, from: number) => (at: number) => (at % 100 < share ? from + ((at * 7) % 170) : null);
  const people = (later: readonly [number, number]) =>
    [['basic', 40, later[0]] as const, ['plus', 10, later[1]] as const].flatMap(([plan, first, second]) => [
      ...Array.from({ length: 300 }, (_, at) => ({ after: leaving(first, 1)(at), start: '2020-01-01', rest: [plan] })),
      ...Array.from({ length: 300 }, (_, at) => ({
        after: leaving(second, 182)(at),
        start: '2025-03-01',
        rest: [plan],
      })),
    ]);
  const request = { options: { ...options, validate_at: '2025-07-01', list_size: 100 }, datasets: { customers: { columns: { covariates: ['plan'] } } } }; // prettier-ignore

  test('order, calibration and the worth of a list are those of customers that the model has not seen', async () => {
    const finding = await analyseTables(churn, customers(people([40, 10]), ['plan string']), request);
    const auc = finding.estimates.find(({ name }) => name === 'auc');
    // The second landmark has the 300 new ones of each plan and those who stayed of the first, who all stay.
    expect(auc?.n).toBe(300 + 300 + 180 + 270);
    expect(finding.tables.find(({ name }) => name === 'calibration')?.rows).toHaveLength(2);
    const [[band1, band2]] = [finding.tables.find(({ name }) => name === 'calibration')?.rows ?? []];
    expectClose(Number(band1?.[2]), 0.1, 1e-9);
    expectClose(Number(band1?.[3]), 30 / 570, 1e-9);
    expectClose(Number(band2?.[2]), 0.4, 1e-9);
    expectClose(Number(band2?.[3]), 120 / 480, 1e-9);
    const lift = finding.tables.find(({ name }) => name === 'lift')?.rows[0];
    expectClose(Number(lift?.[2]), 0.25, 1e-9);
    expectClose(Number(lift?.[4]), 0.25 / (150 / 1050), 1e-9);
    const slope = finding.diagnostics.find(({ name }) => name === 'calibration_intercept');
    expect(Number(slope?.value)).toBeLessThan(-0.5);
  });

  test('no prediction before the later window has passed, and none on the customers it was fitted on', async () => {
    const early = { ...request, options: { ...request.options, observed_until: '2025-12-01' } };
    const finding = await analyseTables(churn, customers(people([40, 10]), ['plan string']), early);
    expect(codesOf(finding)).toContain('unvalidated-churn of prediction');
    expect(finding.estimates.some(({ name }) => name === 'auc')).toBe(false);
    const near = { ...request, options: { ...request.options, validate_at: '2025-03-01' } };
    await expect(analyseTables(churn, customers(people([40, 10]), ['plan string']), near)).rejects.toMatchObject({ code: 'invalid-option' }); // prettier-ignore
  });
});

describe('what it refuses', () => {
  const stay = Array.from({ length: 40 }, () => ({ after: null }));
  test('a horizon beyond what was observed, with the curve up to there', async () => {
    const people = [...Array.from({ length: 20 }, (_, at) => ({ after: at + 1 })), ...stay];
    const finding = await analyseTables(churn, customers(people), {
      options: { ...options, observed_until: '2025-02-01' },
    });
    expect(finding.refusals).toMatchObject([{ code: 'beyond-last-event', of: 'left', details: { t: '20 days' } }]);
    expect(finding.estimate).toBeNull();
    expect(finding.tables[0]?.rows.length).toBeGreaterThan(20);
    const ahead = await analyseTables(churn, customers(people), { options: { ...options, landmark: '2026-02-01' } });
    expect(codesOf(ahead)).toEqual(['beyond-last-event']);
  });
  test('nobody who left, nine customers, two rows of one, an end before the start; days before 1970 are days', async () => {
    expect(codesOf(await analyseTables(churn, customers(stay), { options }))).toEqual(['no-events']);
    expect(codesOf(await analyseTables(churn, customers(stay.slice(0, 9)), { options }))).toEqual(['too-few']);
    const doubled = customers(stay);
    const rows = [...(doubled['customers']?.rows ?? []), ...(doubled['customers']?.rows ?? [])];
    const twice = { customers: { ...doubled['customers'], rows } as HandMade };
    expect(codesOf(await analyseTables(churn, twice, { options }))).toEqual(['fan-out-refused']);
    const reversed = customers([...stay, { after: 5, start: '2025-06-01' }]);
    expect(codesOf(await analyseTables(churn, reversed, { options }))).toEqual(['out-of-scale']);
    const old = customers([...stay.map((each) => ({ ...each, start: '1951-01-01' })), ...Array.from({ length: 20 }, () => ({ after: 9, start: '1965-04-01' }))]); // prettier-ignore
    expect((await analyseTables(churn, old, { options })).n).toBe(60);
  });
});

describe('in the demo company', () => {
  let demo: DemoAnalyses;
  beforeAll(async () => {
    demo = await openDemoAnalyses({ scale: 0.5 });
  }, 120_000);
  afterAll(() => demo.close());

  test('what was planted for silent and heard customers together lies in the interval', async () => {
    const { silent: rate, voiced, atRisk, landmarks } = planted.churn;
    const [, landmark] = landmarks;
    const voice = await demo.run({ analysis: 'silent-churners', options: { landmarks: [landmark] } });
    const silent = voice.estimates.find(({ name }) => name === 'left_silent')?.n ?? 0;
    const finding = await demo.run({ analysis: 'churn', options: { landmark } });
    expect(finding.n).toBe(voice.n);
    // About 7 of 100 who were heard named the reason at which customers leave like nobody else who spoke.
    const truth = (silent / voice.n) * rate + (1 - silent / voice.n) * (0.93 * voiced + 0.07 * atRisk);
    expect(finding.estimate?.interval?.low).toBeLessThan(truth);
    expect(finding.estimate?.interval?.high).toBeGreaterThan(truth);
  });

  test('where nothing was planted nothing is found, and a model of it foretells no better than a coin', async () => {
    const finding = await demo.run({
      analysis: 'churn',
      datasets: { customers: { columns: { by: 'language', covariates: ['language', 'value_tier'] } } },
      options: { landmark: planted.churn.landmarks[1], validate_at: planted.churn.landmarks[2], list_size: 500 },
    });
    expect(finding.diagnostics.find(({ name }) => name === 'log_rank')?.value).toBeGreaterThan(0.01);
    expect(finding.verdict).toContain('None of the columns goes with leaving more than chance would.');
    expect(finding.verdict).toContain('no better than a coin');
    const auc = finding.estimates.find(({ name }) => name === 'auc');
    expect(auc?.interval?.low).toBeLessThan(0.5);
    expect(auc?.interval?.high).toBeGreaterThan(0.5);
  });
});
