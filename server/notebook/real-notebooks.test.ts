import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Estimate, Finding } from '../analyses/contract/finding.ts';
import { localViewer } from '../model/viewer.ts';
import { expectClose } from '../testing/close-to.ts';
import { type NotebookWorkspace, openNotebookWorkspace } from '../testing/notebook-workspace.ts';

const data = resolve(import.meta.dirname, '../../../shared/data');
const olist = join(data, 'olist-orders-15k');
const cms = join(data, 'cms-hospitals');

/** A shipped notebook over real files, run once; numbers of these tests were computed by plain SQL over the files. */
interface RunNotebook {
  finding(name: string): Finding;
  estimate(cell: string, name: string): Estimate;
  close(): Promise<void>;
}

async function runNotebook(from: 'cms' | 'olist', folder: string, slug: string): Promise<RunNotebook> {
  const space: NotebookWorkspace = await openNotebookWorkspace({ from, dataFolders: [folder] });
  const session = await space.notebooks.open(slug, localViewer);
  const view = await session.run({ wait: true, params: {} });
  const finding = (name: string): Finding => {
    const output = view.cells.find(({ cell }) => cell.name === name)?.output;
    if (output?.type !== 'FindingOutput') throw new Error(`${name} gave ${JSON.stringify(output, null, 1)}`);
    return output.finding;
  };
  return {
    finding,
    estimate: (cell, name) => {
      const { estimate, estimates } = finding(cell);
      const found = [estimate, ...estimates].find((each) => each?.name === name);
      if (found == null) throw new Error(`${cell} has no estimate ${name}.`);
      return found;
    },
    close: () => space.close(),
  };
}

function expectEstimate(
  found: Estimate,
  expected: readonly [value: number, low: number, high: number],
  n: number,
): void {
  expectClose(found.value, expected[0], 1e-8);
  expectClose(found.interval?.low, expected[1], 1e-8);
  expectClose(found.interval?.high, expected[2], 1e-8);
  expect(found.n).toBe(n);
}

const codes = ({ refusals }: Finding): string[] => refusals.map(({ code }) => code);

/** Nothing here is an experiment, and comparisons stay below the grade that a register of comparisons would give. */
function expectGrade(finding: Finding, grade: 'E0' | 'E1'): void {
  expect(finding.grade).toBe(grade);
}

if (!existsSync(olist)) console.warn(`Skipped: there are no marketplace files in ${olist}.`);

describe.skipIf(!existsSync(olist))('reviews, deliveries and money of a marketplace', () => {
  let notebook: RunNotebook;
  beforeAll(async () => {
    notebook = await runNotebook('olist', olist, 'late-deliveries');
  }, 60_000);
  afterAll(() => notebook.close());

  test('77 of 100 reviews are satisfied, a count and no more', () => {
    const satisfied = notebook.finding('satisfied');
    expectGrade(satisfied, 'E0');
    expectClose(satisfied.estimate?.value, 11_484 / 14_944);
    expect(satisfied.n).toBe(14_944);
  });

  test('a late delivery is rated two points lower, within every region and basket too', () => {
    const late = notebook.finding('late_reviews');
    expectGrade(late, 'E1');
    expect(late.verdict).toBe(
      'Mean of score is 2.01 lower for late than for on time (2.27 against 4.28), and it stays so within the same region and basket (2.01 lower within the same region).',
    );
    expectEstimate(notebook.estimate('late_reviews', 'difference'), [-2.011138737, -2.113250176, -1.909027298], 14_518);
    expectEstimate(
      notebook.estimate('late_reviews', 'adjusted'),
      [-2.005193526, -2.005193526 - 0.1021090565, -2.005193526 + 0.1021090565],
      14_518,
    );
    expect(late.sources.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['survey', 'operational', 'financial']),
    );
    expect(codes(late)).toEqual([]);
  });

  test('late orders are not worth more than chance explains', () => {
    const money = notebook.finding('late_money');
    expectGrade(money, 'E1');
    expectEstimate(notebook.estimate('late_money', 'difference'), [15.25581938, -3.27646414, 33.7881029], 14_552);
    expect(money.verdict).toContain('no difference that chance would not explain.');
  });

  test('satisfaction fell in March 2018 beyond what is normal, all of it by more late deliveries', () => {
    const march = notebook.finding('march');
    expectGrade(march, 'E1');
    expectClose(march.estimate?.value, -0.05832090134, 1e-9);
    expectClose(notebook.estimate('march', 'within').value, 0.0001972679607, 1e-9);
    expectClose(notebook.estimate('march', 'mix').value, -0.0585181693, 1e-9);
    const [limits] = march.tables[0]?.rows ?? [];
    expectClose(Number(limits?.[3]), 0.7169895226, 1e-9);
    expectClose(Number(limits?.[4]), 0.8231451593, 1e-9);
    expect(march.verdict).toContain('the mix moved, not the score.');
    // a fall needs no linked change, and the limits say that it is no noise
    expect(codes(march)).toEqual([]);
  });

  test('before and after a strike is no effect without a comparison', () => {
    const strike = notebook.finding('strike');
    expectGrade(strike, 'E0');
    expect(strike.estimate).toBeNull();
    expect(codes(strike)).toEqual(['no-control']);
  });

  test('what a late hand-over goes with is for the most part the late delivery, which came after it', () => {
    const handOver = notebook.finding('hand_over');
    expectGrade(handOver, 'E1');
    expectEstimate(notebook.estimate('hand_over', 'difference'), [-0.4835634931, -0.5693370656, -0.3977899205], 14_673);
    expectEstimate(
      notebook.estimate('hand_over', 'adjusted'),
      [-0.1890564167, -0.1890564167 - 0.07703021606, -0.1890564167 + 0.07703021606],
      14_518,
    );
    expect(handOver.verdict).toContain('most of it is the mix of delivery.');
    expect(codes(handOver)).toEqual(['adjusted-for-outcome']);
  });

  test('orders from several sellers are rated lower than orders as large from one', () => {
    const sellers = notebook.finding('several_sellers');
    expectGrade(sellers, 'E1');
    expectEstimate(
      notebook.estimate('several_sellers', 'difference'),
      [-0.5769252318, -0.8430028579, -0.3108476057],
      1_477,
    );
    expectClose(notebook.estimate('several_sellers', 'adjusted').value, -0.5684535235, 1e-9);
    // comparisons of the same score of the same data, from other cells too
    expect(sellers.comparisons.m).toBeGreaterThanOrEqual(3);
    expect(sellers.comparisons.q).toBeLessThan(0.001);
  });

  test('the promised day was kept in 93.4 % of the deliveries', () => {
    const kept = notebook.finding('kept');
    expectGrade(kept, 'E0');
    expectClose(notebook.estimate('kept', 'kept_delivery').value, 0.9342358438702584);
    expect(notebook.estimate('kept', 'kept_delivery').n).toBe(14_552);
  });
});

if (!existsSync(cms)) console.warn(`Skipped: there are no hospital files in ${cms}.`);

describe.skipIf(!existsSync(cms))('experience, waiting and margin of hospitals', () => {
  let notebook: RunNotebook;
  beforeAll(async () => {
    notebook = await runNotebook('cms', cms, 'experience-waiting-margin');
  }, 60_000);
  afterAll(() => notebook.close());

  test('large hospitals have 0.6 stars less, and nothing says what else is different', () => {
    const size = notebook.finding('size_stars');
    expectGrade(size, 'E1');
    expectEstimate(notebook.estimate('size_stars', 'difference'), [-0.6058230784, -0.6631452412, -0.5485009155], 3_407);
    expect(size.verdict).toContain('No segment could be checked: it may be the mix of the groups.');
  });

  test('hospitals with long waits have half a star less, three quarters of it through the number of beds', () => {
    const waits = notebook.finding('waits_stars');
    expectGrade(waits, 'E1');
    expectEstimate(notebook.estimate('waits_stars', 'difference'), [-0.4998492925, -0.5576319669, -0.442066618], 3_191);
    expectEstimate(
      notebook.estimate('waits_stars', 'adjusted'),
      [-0.1240804792, -0.1240804792 - 0.06292772344, -0.1240804792 + 0.06292772344],
      3_191,
    );
    expect(waits.verdict).toBe(
      'Mean of stars is 0.5 lower for long than for short (2.9 against 3.4), but only 0.12 lower within the same beds: most of it is the mix of beds.',
    );
    expect(waits.estimate?.name).toBe('adjusted');
    expectClose(notebook.estimate('waits_stars', 'rate').value, -0.1547807467, 1e-9);
    expectClose(notebook.estimate('waits_stars', 'mix').value, -0.3450685457, 1e-9);
    expect(waits.tables.find(({ name }) => name === 'by_beds')?.rows).toHaveLength(5);
  });

  test('so it is with recommendation', () => {
    expectEstimate(
      notebook.estimate('waits_recommend', 'difference'),
      [-2.092105483, -2.692557879, -1.491653087],
      3_798,
    );
    expectClose(notebook.estimate('waits_recommend', 'adjusted').value, -0.8218416361, 1e-9);
    expect(notebook.finding('waits_recommend').verdict).toContain('most of it is the mix of beds.');
  });

  test('hospitals with four stars and more earn more often, more so among hospitals of their size', () => {
    const earnings = notebook.finding('stars_earnings');
    expectGrade(earnings, 'E1');
    expectEstimate(
      notebook.estimate('stars_earnings', 'difference'),
      [0.0514713153, 0.0208005035, 0.0821421271],
      3_347,
    );
    expectClose(notebook.estimate('stars_earnings', 'adjusted').value, 0.09489290814, 1e-9);
    expectClose(notebook.estimate('stars_earnings', 'odds_ratio').value, 1.629894941, 1e-9);
    expect(earnings.sources.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['survey', 'financial']));
  });
});
