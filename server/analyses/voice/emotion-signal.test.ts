import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planted } from '../../testing/planted/truths.ts';
import { expectClose } from '../../testing/close-to.ts';
import { type DemoAnalyses, openDemoAnalyses } from '../../testing/demo-analyses.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { emotionSignal } from './emotion-signal.ts';
import type { Finding } from '../contract/finding.ts';
import { analysisShape } from '../contract/request.ts';

const codes = (finding: Finding): string[] => finding.refusals.map(({ code }) => code);
const named = (finding: Finding, name: string) => finding.estimates.find((each) => each.name === name);

/** So many interactions of which the first are detected; the customer has one each. */
function signals(n: number, detected: number): HandMade {
  return {
    kind: 'operational',
    columns: ['interaction_id integer', 'customer_id integer', 'present boolean', 'detected_at timestamp', 'resumed_at timestamp'], // prettier-ignore
    person: 'customer_id',
    rows: times(n, (at) => [at, at, at < detected, '2026-06-01 08:00:00', at < detected && at % 2 === 0 ? '2026-06-01 10:00:00' : null]), // prettier-ignore
  };
}

/** Labels of two readers; `truth` of an interaction by its number, `differs` where the second says the opposite. */
function labels(ids: readonly number[], truth: (id: number) => boolean, differs: (id: number) => boolean): HandMade {
  return {
    kind: 'operational',
    columns: ['interaction_id integer', 'labeller string', 'present boolean'],
    rows: ids.flatMap((id) => [[id, 'a', truth(id)], [id, 'b', truth(id) !== differs(id)]]), // prettier-ignore
  };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);
const never = (): boolean => false;

describe('the true share', () => {
  test('30 % detected of 500, Se .8 and Sp .9 stated: 28.57 %', async () => {
    const request = { options: { sensitivity: 0.8, specificity: 0.9 } };
    const finding = await analyseTables(emotionSignal, { signals: signals(500, 150) }, request);
    expectClose(finding.estimate?.value, 0.2857142857, 2e-10);
    const { low = 0, high = 0 } = finding.estimate?.interval ?? {};
    expectClose((high - low) / 2 / 1.959963984540054, 0.0292770022, 1e-8);
    expect(finding).toMatchObject({ n: 500, of: 'interactions', grade: 'E0' });
  });

  test('labels by detector result: 80 of 100 detected are right, 10 of 100 others are missed', async () => {
    const truth = (id: number): boolean => (id < 1000 ? id < 80 : id < 1010);
    const tables = {
      signals: signals(10_000, 1000),
      signal_labels: labels([...range(0, 100), ...range(1000, 1100)], truth, (id) => id === 5),
    };
    const finding = await analyseTables(emotionSignal, tables, { options: { expert: 'a' } });
    expectClose(finding.estimate?.value, 0.1 * 0.8 + 0.9 * 0.1, 1e-12);
    expectClose(named(finding, 'precision')?.value, 0.8, 1e-12);
    expectClose(named(finding, 'sensitivity')?.value, 0.08 / 0.17, 1e-12);
    expectClose(named(finding, 'detected_share')?.value, 0.1, 1e-12);
    expect(named(finding, 'kappa')?.n).toBe(200);
    expect(finding.verdict).toMatch(
      /^signal was detected in 10\.0 % of 10,000 interactions; held against labels, 17\.0 % \[/,
    );
    const divided = await analyseTables(emotionSignal, tables);
    expect(divided.diagnostics.find(({ name }) => name === 'divided')?.value).toBe(1);
  });

  test('without labels only what was detected is told', async () => {
    const finding = await analyseTables(emotionSignal, { signals: signals(200, 20) });
    expect(finding.estimate).toMatchObject({ name: 'detected_share', value: 0.1, n: 200 });
    expect(finding.verdict).toContain('Nobody has checked the detector');
  });

  test('labels of other signals check nothing', async () => {
    const about = (signal: string, { columns, rows }: HandMade): HandMade => ({
      kind: 'operational',
      columns: [...columns, 'signal string'],
      rows: rows.map((row) => [...row, signal]),
    });
    const tables = {
      signals: { ...about('long_wait', signals(200, 20)), person: 'customer_id', time: 'detected_at' },
      signal_labels: about(
        'upset',
        labels(range(0, 100), (id) => id < 20, never),
      ),
    };
    const finding = await analyseTables(emotionSignal, tables);
    expect(finding.estimate).toMatchObject({ name: 'detected_share', value: 0.1 });
    expect(finding.verdict).toContain('long_wait was detected in 10.0 % of 200 interactions. Nobody has checked');
  });

  test('readers who agree no better than .6 cannot validate a detector', async () => {
    const tables = {
      signals: signals(1000, 300),
      signal_labels: labels(range(200, 400), (id) => id % 2 === 0, (id) => id % 3 === 0), // prettier-ignore
    };
    const finding = await analyseTables(emotionSignal, tables);
    expect(finding.estimate).toBeNull();
    expect(finding.refusals.find(({ code }) => code === 'labels-unreliable')?.message).toMatch(
      /κ = 0\.3\d*, below 0\.6/,
    );
    expect(named(finding, 'detected_share')?.value).toBe(0.3);
    expect(named(finding, 'sensitivity')).toBeUndefined();
  });

  test('a detector that is no better than chance, or figures that fit no share, have no true share', async () => {
    const tables = {
      signals: signals(1000, 300),
      signal_labels: labels(range(200, 400), (id) => id % 2 === 0, never),
    };
    const chance = await analyseTables(emotionSignal, tables);
    expect(codes(chance)).toContain('prevalence-not-estimable');
    expect(chance.estimate).toBeNull();
    const request = { options: { sensitivity: 0.8, specificity: 0.9 } };
    const below = await analyseTables(emotionSignal, { signals: signals(500, 10) }, request);
    expect(codes(below)).toContain('prevalence-not-estimable');
    expect(below.estimate).toBeNull();
    expect(named(below, 'detected_share')?.value).toBe(0.02);
  });

  test('49 labels are too few to judge a detector', async () => {
    const tables = { signals: signals(1000, 300), signal_labels: labels(range(276, 325), (id) => id < 300, never) };
    const finding = await analyseTables(emotionSignal, tables);
    expect(finding.refusals.find(({ code }) => code === 'too-few')).toMatchObject({ details: { n: 49, needed: 50 } });
  });
});

describe('a signal is yes or no', () => {
  test.each([
    ['0.7 as a strength', 'real', 0.7, '0.7'],
    ['a scale of 0 to 10', 'integer', 10, '10'],
    ['yes and no as numbers', 'integer', 1, '1'],
    ['words', 'string', 'very angry', 'very angry'],
  ])('%s is refused', async (_, type, value, said) => {
    const table: HandMade = {
      kind: 'operational',
      columns: ['interaction_id integer', `present ${type}`],
      rows: times(50, (at) => [at, at === 0 ? value : type === 'string' ? 'calm' : 0]),
    };
    const finding = await analyseTables(emotionSignal, { signals: table });
    expect(codes(finding)).toEqual(['emotion-intensity']);
    expect(finding.verdict).toContain(`Values such as ${said}`);
    expect(finding.estimate).toBeNull();
    expect(finding.estimates).toEqual([]);
  });

  test('labels on a scale are refused too', async () => {
    const scaled: HandMade = {
      kind: 'operational',
      columns: ['interaction_id integer', 'present real'],
      rows: [[1, 0.7]],
    };
    const finding = await analyseTables(emotionSignal, { signals: signals(100, 20), signal_labels: scaled });
    expect(codes(finding)).toEqual(['emotion-intensity']);
  });

  test('the public schema has no number for a feeling', () => {
    const folder = resolve(import.meta.dirname, '../../schema');
    const text = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')).join('\n'); // prettier-ignore
    const fields = text.replaceAll(/"""[\s\S]*?"""/g, '').match(/\w*(?:emotion|sentiment|intensity|feeling|mood)\w*\s*(?:\([^)]*\))?\s*:\s*\[?(?:Int|Float)/gi); // prettier-ignore
    expect(fields).toBeNull();
  });
});

describe('what a signal cannot be', () => {
  const tables = { signals: signals(200, 40) };

  test('a goal', async () => {
    const finding = await analyseTables(emotionSignal, tables, { options: { goal: 0.05 } });
    expect(finding.refusals.find(({ code }) => code === 'emotion-as-goal')).toMatchObject({
      effect: 'refuse',
      of: 'goal',
    });
  });

  test('a cause', async () => {
    const claimed = await analyseTables(emotionSignal, tables, { options: { claim: 'Anger drives churn.' } });
    expect(claimed.refusals.find(({ code }) => code === 'causal-wording')?.message).toContain(
      '“drives” claims a cause',
    );
    const honest = await analyseTables(emotionSignal, tables, { options: { claim: 'Upset was followed by churn.' } });
    expect(codes(honest)).not.toContain('causal-wording');
  });

  test('a feeling without a cause, until causes are bound', async () => {
    expect(codes(await analyseTables(emotionSignal, tables))).toContain('sentiment-without-cause');
    const causes: HandMade = {
      kind: 'operational',
      columns: ['interaction_id integer', 'cause_id string'],
      rows: [...times(200, (at) => [at, at % 4 === 0 ? 'late' : 'broken']), [0, 'late'], [1, 'rare']],
    };
    const finding = await analyseTables(emotionSignal, { ...tables, signal_causes: causes });
    expect(codes(finding)).not.toContain('sentiment-without-cause');
    expect(finding.tables.find(({ name }) => name === 'causes')?.rows.map((row) => row.slice(0, 3))).toEqual([
      ['broken', 150, 30],
      ['late', 50, 10],
    ]);
  });

  test('read from nine interactions, or from a signal that nobody looks for', async () => {
    expect(codes(await analyseTables(emotionSignal, { signals: signals(9, 3) }))).toEqual(['n-too-small']);
    expect(codes(await analyseTables(emotionSignal, { signals: signals(0, 0) }))).toEqual(['n-too-small']);
    await expect(analyseTables(emotionSignal, tables, { options: { signal: 'joy' } })).rejects.toMatchObject({
      code: 'invalid-option',
    });
  });
});

test('half of the detected are back after two hours, the others wait to be acted on', async () => {
  const finding = await analyseTables(
    emotionSignal,
    { signals: signals(200, 40) },
    {},
    { now: '2026-06-03T09:00:00.000Z' },
  );
  expect(named(finding, 'hours_to_normal')?.value).toBe(2);
  expect(finding.tables.find(({ name }) => name === 'to_act_on')?.rows).toEqual([['last day', 20, 20]]);
  expect(finding.steps.find(({ title }) => title === 'Interactions to act on')?.sql).toContain('to_act_on');
});

describe('beside other facts', () => {
  const outcomes = (left: (id: number) => boolean): HandMade => ({
    kind: 'operational',
    columns: ['interaction_id integer', 'outcome boolean', 'tenure real'],
    rows: times(400, (at) => [at, left(at), at % 7]),
  });
  const request = { datasets: { outcomes: { dataset: 'later', columns: { others: ['tenure'] } } } };

  test('a signal that goes with leaving adds to the AUC', async () => {
    const left = (id: number): boolean => (id < 100 ? id % 2 === 0 : id % 10 === 0);
    const finding = await analyseTables(emotionSignal, { signals: signals(400, 100), later: outcomes(left) }, request);
    const added = named(finding, 'delta_auc');
    expect(added?.interval?.low).toBeGreaterThan(0);
    expect(added?.p).toBeLessThan(1e-6);
    expect(finding.comparisons.m).toBe(1);
  });

  test('a signal that goes with nothing adds nothing', async () => {
    const finding = await analyseTables(emotionSignal, { signals: signals(400, 100), later: outcomes((id) => id % 5 === 0) }, request); // prettier-ignore
    expect(named(finding, 'delta_auc')?.interval?.low).toBeLessThanOrEqual(0);
    expect(finding.verdict).toContain('adds nothing that chance would not');
  });

  test('an outcome that happened to nobody or to three, or to all who were upset, is refused for itself', async () => {
    const tell = async (left: (id: number) => boolean) =>
      (await analyseTables(emotionSignal, { signals: signals(400, 100), later: outcomes(left) }, request)).refusals.find(({ of }) => of === 'delta_auc')?.code; // prettier-ignore
    expect(await tell(never)).toBe('constant-outcome');
    expect(await tell((id) => id < 3)).toBe('too-few');
    expect(await tell((id) => id < 100)).toBe('separation');
  });
});

describe('on the demo company', () => {
  let demo: DemoAnalyses;
  beforeAll(async () => {
    demo = await openDemoAnalyses({ scale: 0.5 });
  }, 120_000);
  afterAll(() => demo.close());

  test('the true share of upset, and how good the detector is, are found again', async () => {
    const finding = await demo.run(analysisShape.parse(emotionSignal.example));
    const holds = (interval: { low: number; high: number } | null | undefined, truth: number) => {
      expect(interval?.low).toBeLessThan(truth);
      expect(interval?.high).toBeGreaterThan(truth);
    };
    holds(finding.estimate?.interval, planted.upset.prevalence);
    holds(named(finding, 'sensitivity')?.interval, planted.upset.sensitivity);
    holds(named(finding, 'specificity')?.interval, planted.upset.specificity);
  }, 60_000);
});
