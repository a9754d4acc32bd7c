import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoAnalyses, openDemoAnalyses } from '../testing/demo-analyses.ts';
import { analyses } from './index.ts';
import { refusalCodeNames } from './refusal-codes/index.ts';
import { analysisShape } from './request.ts';

let demo: DemoAnalyses;

beforeAll(async () => {
  demo = await openDemoAnalyses({ scale: 0.25 });
}, 120_000);

afterAll(() => demo.close());

test.each([...analyses].map((analysis) => ({ name: analysis.name, analysis })))(
  '$name runs on the demo company as its example says, and says what it is',
  async ({ analysis }) => {
    const request = analysisShape.parse(analysis.example);
    expect(request.analysis).toBe(analysis.name);
    const finding = await demo.run(request);
    expect(finding.verdict).toMatch(/[.!?]$/);
    expect(finding.n).toBeGreaterThan(0);
    expect(finding.steps.length).toBeGreaterThan(0);
    expect(finding.sources.length).toBeGreaterThan(0);
    expect(await demo.run(request)).toEqual({ ...finding, comparisons: expect.anything() as unknown });
  },
  60_000,
);

test('analyses stand in order, with words for everything that people read', () => {
  const names = [...analyses.names];
  expect(names).toEqual(names.toSorted());
  for (const { name, question, method, roles, refuses } of analyses) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(question).toMatch(/\?$/);
    expect(method.formula.length).toBeGreaterThan(80);
    expect(method.sources.length).toBeGreaterThan(0);
    expect(method.assumptions.length).toBeGreaterThan(0);
    expect(method.limits.length).toBeGreaterThan(0);
    expect(roles.length).toBeGreaterThan(0);
    expect(refuses.every((code) => refusalCodeNames.includes(code))).toBe(true);
  }
});
