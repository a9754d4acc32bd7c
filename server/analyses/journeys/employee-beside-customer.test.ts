import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planted } from '../../testing/planted/truths.ts';
import { seeded } from '../../stats/random.ts';
import { expectClose } from '../../testing/close-to.ts';
import { type DemoAnalyses, openDemoAnalyses } from '../../testing/demo-analyses.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { employeeBesideCustomer } from './employee-beside-customer.ts';
import type { Finding } from '../contract/finding.ts';
import { analysisShape } from '../contract/request.ts';

const codes = (finding: Finding): string[] => finding.refusals.map(({ code }) => code);
const named = (finding: Finding, name: string) => finding.estimates.find((each) => each.name === name);

const days = ['2025-01-10', '2025-04-10', '2025-07-10', '2025-10-10'];

/** So many employees a unit and quarter who all answer the unit's value of that quarter. */
function pulse(
  units: number,
  value: (unit: number, quarter: number) => number,
  staff: (unit: number) => number = () => 12,
): HandMade {
  return {
    kind: 'survey',
    columns: ['employee string', 'unit_id string', 'asked_on date', 'value real'],
    person: 'employee',
    time: 'asked_on',
    k: 10,
    rows: Array.from({ length: units }, (_, unit) =>
      days.flatMap((day, quarter) =>
        times(staff(unit), (at) => [`e${unit}-${at}`, `u${unit}`, day, value(unit, quarter)]),
      ),
    ).flat(),
  };
}

/** Twenty answers a unit and quarter, of which so many are promoters and the others passives. */
function responses(units: number, promoters: (unit: number, quarter: number) => number): HandMade {
  return {
    kind: 'survey',
    columns: ['customer_id string', 'unit_id string', 'answered_at timestamp', 'nps_score integer'],
    person: 'customer_id',
    time: 'answered_at',
    rows: Array.from({ length: units }, (_, unit) =>
      days.flatMap(
        (day, quarter) =>
        times(20, (at) => [`c${unit}-${quarter}-${at}`, `u${unit}`, `${day} 12:00:00`, at < promoters(unit, quarter) ? 10 : 8]), // prettier-ignore
      ),
    ).flat(),
  };
}

const run = (
  employee_pulse: HandMade | null,
  given: HandMade | null,
  options: Record<string, string> = {},
  more: Record<string, HandMade> = {},
) =>
  // prettier-ignore
  analyseTables(
    employeeBesideCustomer,
    { ...(employee_pulse === null ? {} : { employee_pulse }), ...(given === null ? {} : { responses: given }), ...more },
    { options },
  );

describe('hand-made units', () => {
  test('twelve units on a line: five points of NPS for each tenth of a point', async () => {
    const finding = await run(
      pulse(12, (unit) => 3 + unit / 10),
      responses(12, (unit) => unit),
    );
    // Units lie a tenth apart; their standard deviation is √13 tenths, and each tenth is worth 5 points.
    expectClose(finding.estimate?.value, 5 * Math.sqrt(13), 1e-9);
    expectClose(named(finding, 'correlation')?.value, 1, 1e-9);
    expect(finding).toMatchObject({ n: 12, of: 'units', grade: 'E1' });
    expect(finding.tables[0]?.rows[0]?.slice(0, 2)).toEqual(['u0', 3]);
    expect(codes(finding)).toEqual(['single-source']);
  });

  test('what units share over the quarters is seen within them, levels apart', async () => {
    const shock = (unit: number, quarter: number): number => (unit * 3 + quarter * quarter * (unit + 1)) % 5;
    const finding = await run(
      pulse(14, (unit, quarter) => 2 + unit / 20 + shock(unit, quarter) / 10),
      responses(14, (unit, quarter) => 13 - Math.floor(unit / 2) + shock(unit, quarter)),
    );
    expectClose(named(finding, 'within_same')?.value, 50, 1e-6);
    expect(finding.verdict).toContain('Within units both sides move together');
    expect(named(finding, 'lag_employees_first')?.n).toBe(14);
  });

  test('what customers say a quarter after their employees is told as what followed', async () => {
    const random = seeded(5);
    const moods = Array.from({ length: 25 }, () => days.map(() => random.integer(8)));
    const finding = await run(
      pulse(25, (unit, quarter) => 2 + (moods[unit]?.[quarter] ?? 0) / 4),
      responses(25, (unit, quarter) => (quarter === 0 ? random.integer(8) : (moods[unit]?.[quarter - 1] ?? 0))),
    );
    expectClose(named(finding, 'within_employees_first')?.value, 20, 1e-6);
    expect(finding.verdict).toContain('what employees say was followed by what customers say a period later');
  });

  test('without dates units are only compared with each other', async () => {
    const { time: _, ...whole } = pulse(12, (unit) => 3 + unit / 10);
    const dateless = { ...whole, columns: ['employee string', 'unit_id string', 'note string', 'value real'] };
    const finding = await run(
      dateless,
      responses(12, (unit) => unit),
    );
    expectClose(finding.estimate?.value, 5 * Math.sqrt(13), 1e-9);
    expect(finding.tables.map(({ name }) => name)).toEqual(['units']);
    expect(finding.verdict).not.toContain('over time');
  });

  test('units that are shuffled show no relation, across units or from one quarter to the next', async () => {
    const random = seeded(17);
    const [levels, scores] = [random.shuffled(Array.from({ length: 30 }, (_, at) => at)), random.shuffled(Array.from({ length: 30 }, (_, at) => at))]; // prettier-ignore
    const wobble = (unit: number, quarter: number): number => ((unit * 7 + quarter * 5) % 4) / 10;
    const finding = await run(
      pulse(30, (unit, quarter) => 2 + (levels[unit] ?? 0) / 15 + wobble(unit, quarter)),
      responses(30, (unit, quarter) => Math.floor((scores[unit] ?? 0) / 2) + (quarter % 2)),
    );
    for (const estimate of [
      finding.estimate,
      ...['correlation', 'lag_employees_first', 'lag_customers_first'].map((name) => named(finding, name)),
    ]) {
      // prettier-ignore
      expect(estimate?.interval?.low).toBeLessThan(0);
      expect(estimate?.interval?.high).toBeGreaterThan(0);
    }
    expect(finding.verdict).toContain('does not go with');
  });

  test('happy customers of burning staff are named, where both are sure', async () => {
    const noisy = (unit: number, quarter: number): number => (unit === 0 ? 1 : 4) + quarter / 100;
    const finding = await run(
      pulse(12, noisy),
      responses(12, (unit) => (unit === 0 ? 18 : 6)),
    );
    expect(finding.tables[0]?.rows.find(([unit]) => unit === 'u0')?.at(-1)).toBe('customers happy, staff burning');
    expect(finding.verdict).toContain('Customers happy, staff burning: u0.');
  });

  test('operations are a second kind of source', async () => {
    const deliveries: HandMade = {
      kind: 'operational',
      columns: ['unit_id string', 'value boolean', 'customer_id string'],
      person: 'customer_id',
      rows: Array.from({ length: 240 }, (_, at) => [`u${at % 12}`, at % 12 > Math.floor(at / 12) % 10, `c${at}`]),
    };
    const finding = await run(pulse(12, (unit) => 3 + unit / 10), responses(12, (unit) => unit), {}, { unit_operations: deliveries }); // prettier-ignore
    expect(codes(finding)).toEqual([]);
    expect(named(finding, 'operations')?.value).toBeGreaterThan(0.9);
  });

  test('the unit of a customer serves where responses have none, and nobody counts twice', async () => {
    const whole = responses(12, (unit) => unit);
    const without: HandMade = {
      ...whole,
      columns: ['customer_id string', 'answered_at timestamp', 'nps_score integer'],
      rows: whole.rows.map(([customer = null, , at = null, score = null]) => [customer, at, score]),
    };
    const homes: HandMade = {
      kind: 'operational',
      columns: ['customer_id string', 'unit_id string'],
      person: 'customer_id',
      rows: whole.rows.flatMap(([customer = null, unit = null]) => [[customer, unit], [customer, unit]]), // prettier-ignore
    };
    const staff = pulse(12, (unit) => 3 + unit / 10);
    const finding = await run(staff, without, {}, { customers: homes });
    expectClose(finding.estimate?.value, 5 * Math.sqrt(13), 1e-9);
    expect(finding.tables[0]?.rows[0]?.[8]).toBe(80);
    await expect(run(staff, without)).rejects.toMatchObject({ code: 'missing-column' });
  });
});

describe('what is held back', () => {
  const staff = (size: (unit: number) => number) => pulse(13, (unit) => 3 + unit / 10, size);

  test('a unit with four employees is not shown, the others are', async () => {
    const finding = await run(
      staff((unit) => (unit === 12 ? 4 : 12)),
      responses(13, (unit) => unit),
    );
    const refused = finding.refusals.find(({ code }) => code === 'k-anon');
    expect(refused).toMatchObject({ of: 'units', details: { k: 10, units: 1, cells: 5 } });
    expect(finding.n).toBe(12);
    expect(finding.tables.flatMap(({ rows }) => rows.map(([unit]) => unit))).not.toContain('u12');
    expect(JSON.stringify(finding.tables)).not.toContain('u12');
  });

  test('employees one by one are nobody’s unit', async () => {
    const table = staff(() => 12);
    const alone = { ...table, rows: table.rows.map(([employee = null, , ...rest]) => [employee, employee, ...rest]) };
    const finding = await run(alone, responses(13, (unit) => unit)); // prettier-ignore
    expect(codes(finding)).toEqual(['k-anon']);
    expect(finding.estimate).toBeNull();
    expect(finding.tables).toEqual([]);
  });

  test('five employees in the whole company are not shown at all', async () => {
    const finding = await run(pulse(1, () => 3, () => 5), responses(12, (unit) => unit)); // prettier-ignore
    expect(finding.refusals.map(({ message }) => message)).toEqual([
      'Fewer than 10 persons in all of the cells. They are not shown.',
    ]);
    expect(finding.estimate).toBeNull();
  });

  test('employees without a declared k are shown from ten persons on', async () => {
    const { k: _, ...free } = staff((unit) => (unit === 12 ? 9 : 10));
    const finding = await run(free, responses(13, (unit) => unit)); // prettier-ignore
    expect(finding.refusals.find(({ code }) => code === 'k-anon')?.details).toMatchObject({ k: 10, units: 1 });
  });

  test('persons: a relation between units says nothing about them', async () => {
    const finding = await run(staff(() => 12), responses(13, (unit) => unit), { about: 'persons' }); // prettier-ignore
    expect(finding.refusals.find(({ code }) => code === 'ecological')).toMatchObject({
      effect: 'refuse',
      of: 'persons',
    });
  });

  test('one side alone is shown with a word about the other', async () => {
    const clients = await run(null, responses(12, (unit) => unit)); // prettier-ignore
    expect(clients.refusals.find(({ code }) => code === 'one-side-only')?.message).toMatch(
      /^Employee experience is missing/,
    );
    expect(clients.tables[0]?.rows).toHaveLength(12);
    const people = await run(
      staff(() => 12),
      null,
    );
    expect(people.refusals.find(({ code }) => code === 'one-side-only')?.message).toMatch(
      /^Customer experience is missing/,
    );
    expect(people.estimate).toBeNull();
    await expect(run(null, null)).rejects.toMatchObject({ code: 'missing-role' });
  });

  test('nine units, a side that is the same everywhere, and a score beyond its scale', async () => {
    const nine = await run(pulse(9, (unit) => unit / 3), responses(9, (unit) => unit)); // prettier-ignore
    expect(nine.refusals[0]).toMatchObject({ code: 'too-few', details: { n: 9, needed: 10 } });
    expect(nine.estimate).toBeNull();
    const still = await run(pulse(12, () => 3), responses(12, (unit) => unit)); // prettier-ignore
    expect(still.refusals[0]?.code).toBe('constant-column');
    const broken = responses(12, (unit) => unit);
    const outside = await run(pulse(12, (unit) => unit / 3), { ...broken, rows: [...broken.rows, ['c', 'u0', '2025-01-10 12:00:00', 11]] }); // prettier-ignore
    expect(codes(outside)).toEqual(['out-of-scale']);
  });

  test('an item where there are none', async () => {
    await expect(run(staff(() => 12), responses(13, (unit) => unit), { item: 'mood' })).rejects.toMatchObject({ code: 'missing-column' }); // prettier-ignore
  });
});

describe('on the demo company', () => {
  let demo: DemoAnalyses;
  beforeAll(async () => {
    demo = await openDemoAnalyses({ scale: 0.5 });
  }, 120_000);
  afterAll(() => demo.close());

  test('six points of NPS a standard deviation of engagement are found, and the depot of four is not shown', async () => {
    const finding = await demo.run(analysisShape.parse(employeeBesideCustomer.example));
    expect(finding.estimate?.interval?.low).toBeLessThan(planted.employees.npsPerDeviation);
    expect(finding.estimate?.interval?.high).toBeGreaterThan(planted.employees.npsPerDeviation);
    expect(finding.estimate?.interval?.low).toBeGreaterThan(0);
    expect(finding.tables[0]?.rows.map(([unit]) => unit)).not.toContain('040');
    expect(codes(finding)).toContain('k-anon');
    expect(finding.verdict).toContain('which comes first cannot be told');
  }, 60_000);
});
