import { readFileSync } from 'node:fs';
import { buildSchema, parse as parseGraphQL, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type DemoAnalyses, openDemoAnalyses } from '../testing/demo-analyses.ts';
import { exampleLines } from '../testing/example-lines.ts';
import { guideFences } from '../testing/guide.ts';
import { analysisShape } from './contract/request.ts';
import { refusalCodeNames } from './contract/refusal-codes/index.ts';
import { analyses } from './index.ts';

const documented = JSON.parse(
  readFileSync(new URL('../../docs/reference/analyses/examples.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly string[]>>; // the script of the examples wrote it

let demo: DemoAnalyses;

beforeAll(async () => {
  demo = await openDemoAnalyses({ seed: 1, scale: 1 });
}, 180_000);

afterAll(() => demo.close());

describe.each([...analyses].map((analysis) => ({ name: analysis.name, analysis })))('$name', ({ analysis }) => {
  test('finds on the demo company what its page shows, and the same again', async () => {
    const request = analysisShape.parse(analysis.example);
    expect(request.analysis).toBe(analysis.name);
    const finding = await demo.run(request);
    expect(finding.verdict).toMatch(/[.!?]$/);
    expect(finding.n).toBeGreaterThan(0);
    expect(finding.steps.length).toBeGreaterThan(0);
    expect(finding.sources.length).toBeGreaterThan(0);
    // `npm run reference:examples` writes what the pages show.
    expect(exampleLines(finding)).toEqual(documented[analysis.name]);
    expect(await demo.run(request)).toEqual({ ...finding, comparisons: expect.anything() as unknown });
  }, 120_000);
});

test.each([...analyses].map((analysis) => ({ name: analysis.name, analysis })))(
  '$name says so where conditions leave nothing',
  async ({ analysis }) => {
    const request = analysisShape.parse({ ...(analysis.example as object), where: { region: 'nobody' } });
    const employees = analysis.roles.some(({ name }) => name === 'employees' || name === 'inside');
    // Data about employees are never filtered.
    if (employees) return expect(demo.run(request)).rejects.toMatchObject({ code: 'forbidden' });
    const finding = await demo.run(request);
    // Places of a plan are in no region: the finding says that the condition did not act on them.
    if (analysis.name === 'plan-coverage')
      return expect(finding.assumptions.join(' ')).toContain('do not apply to plans');
    expect(finding.estimate).toBeNull();
    expect(finding.refusals.some(({ effect, of }) => effect === 'refuse' && of === null)).toBe(true);
  },
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

test('every code is one that some analysis may refuse by, or a rule of all', () => {
  const everywhere = [
    'k-anon',
    'purpose-denied',
    'no-consent',
    'no-purpose',
    'fan-out-refused',
    'single-source',
    'multiplicity',
  ];
  const reasons = [
    'too-few',
    'too-many',
    'empty-group',
    'constant-outcome',
    'constant-column',
    'collinear',
    'no-events',
  ];
  const others = ['bad-weights', 'not-converged', 'impossible-margins'];
  const used = new Set<string>([...analyses].flatMap(({ refuses }) => refuses));
  const known = new Set([...everywhere, ...reasons, ...others]);
  expect(refusalCodeNames.filter((code) => !used.has(code) && !known.has(code))).toEqual([]);
});

describe('the guide', () => {
  const fences = guideFences('analyses.md');

  test.each(fences.filter(({ words }) => words.includes('analysis')))('runs what it shows: $text', async ({ text }) => {
    const finding = await demo.run(analysisShape.parse(parse(text)));
    expect(finding.estimate).not.toBeNull();
  });

  test('asks over GraphQL for what the contract has', () => {
    const sdl = [
      'analysis',
      'catalogue',
      'output',
      'notebook',
      'scalars',
      'cards',
      'metric',
      'filter',
      'page',
      'job',
      'viewer',
      'evidence',
    ]
      .map((name) => readFileSync(new URL(`../schema/${name}.graphql`, import.meta.url), 'utf8'))
      .join('\n');
    const schema = buildSchema(sdl.replace('scalar AnalysisKind', 'enum AnalysisKind { SCORE }'));
    const asked = fences.filter(({ language }) => language === 'graphql');
    expect(asked).toHaveLength(1);
    for (const { text } of asked) expect(validate(schema, parseGraphQL(text))).toEqual([]);
  });
});
