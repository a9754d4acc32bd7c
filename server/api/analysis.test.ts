import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;
let analyst: string;
let leader: string;
let bound: string;

/** 30 answers of 9, 20 of 7 and 10 of 3 by twenty persons each in the depots a, b and c; half came by app. */
const answers = Array.from({ length: 60 }, (_, at) => {
  const score = at < 30 ? 9 : at < 50 ? 7 : 3;
  const consent = at % 6 === 5 ? '' : 'service_improvement';
  return `a${at},p${at % 20},${['a', 'b', 'c'][at % 3]},${at % 2 === 0 ? 'app' : 'web'},${score},2026-01-0${1 + (at % 9)} 10:00:00,${consent}`;
});

beforeAll(async () => {
  trivet = await startTestApp('cases', {
    settings: 'auth: { tokens: true }',
    before: async (folder) => {
      const header = 'answer_id,person_id,depot,channel,score,answered_at,consent\n';
      await writeFile(join(folder, 'data', 'surveys.csv'), header + answers.join('\n'));
      await writeFile(
        join(folder, 'datasets', 'surveys.yml'),
        `version: 1
dataset: surveys
kind: survey
source: { csv: data/surveys.csv }
key: [answer_id]
time: { default: answered_at, zone: UTC }
person: person_id
privacy: { k: 1 }
purposes: [service_improvement]
consent: { column: consent }
columns:
  answer_id: { type: string }
  person_id: { type: string }
  depot: { type: string }
  channel: { type: string }
  score: { type: integer, range: [0, 10] }
  answered_at: { type: timestamp }
  consent: { type: string }
`,
      );
      await writeFile(
        join(folder, 'datasets', 'rules.yml'),
        `access:
  - { dataset: surveys, roles: [leader, analyst], rows: "depot in (user.depots)" }
`,
      );
    },
  });
  const problems = trivet.app.workspace.current().problems.filter(({ severity }) => severity === 'error');
  expect(problems).toEqual([]);
  const depots = (names: readonly string[]) => ({ attributes: new Map([['depots', names]]) });
  analyst = await trivet.makeToken({ name: 'ada', role: 'admin' });
  bound = await trivet.makeToken({ name: 'bob', role: 'analyst', ...depots(['a']) });
  leader = await trivet.makeToken({ name: 'lea', role: 'leader', ...depots(['a', 'b', 'c']) });
});

afterAll(() => trivet.close());

interface Asked {
  readonly analysis: {
    readonly verdict: string;
    readonly n: number;
    readonly grade: string;
    readonly fingerprint: string;
    readonly estimate: { readonly value: number; readonly n: number } | null;
    readonly refusals: readonly { readonly code: string; readonly effect: string; readonly message: string }[];
    readonly steps: readonly { readonly text: string }[];
    readonly sources: readonly { readonly dataset: string }[];
  };
}

const fields = `verdict n grade fingerprint estimate { value n interval { low high method } }
  refusals { code effect message hint of details } steps { title text } sources { dataset kind } ledgerId comparisons q
  diagnostics { name } tables { name values columns { name type } } charts { name svg spec }`;

async function ask(bindings: object, options: { readonly secret?: string; readonly purpose?: string } = {}) {
  const { secret = analyst, purpose } = options;
  return trivet.graphql(
    `query ($bindings: JSON${purpose === undefined ? '' : ', $purpose: PurposeName'}) { analysis(kind: SCORE, bindings: $bindings${
      purpose === undefined ? '' : ', purpose: $purpose'
    }) { ${fields} } }`,
    { bindings, ...(purpose === undefined ? {} : { purpose }) },
    secret,
  );
}

async function found(bindings: object, secret?: string): Promise<Asked['analysis']> {
  const { data, errors, status } = await ask(bindings, secret === undefined ? {} : { secret });
  expect(errors).toBeUndefined();
  expect(status).toBe(200);
  return (data as Asked).analysis;
}

const surveys = { datasets: { answers: 'surveys' } };

describe('an analysis over GraphQL', () => {
  test('leaves out who did not consent, and says where its number comes from', async () => {
    const finding = await found(surveys);
    // 50 of 60 consented: 25 promoters, 17 passives, 8 detractors.
    expect(finding).toMatchObject({ n: 50, grade: 'E0', sources: [{ dataset: 'surveys' }] });
    expect(finding.estimate).toMatchObject({ value: 34, n: 50 });
    expect(finding.steps[0]?.text).toContain('FROM "surveys"');
    expect(finding.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test('of the same question is the same, down to its fingerprint; of another filter another', async () => {
    const [once, twice] = [await found(surveys), await found(surveys)];
    expect({ ...twice }).toEqual({ ...once });
    const byColumn = await found({ ...surveys, where: { depot: 'a' } });
    expect(byColumn.fingerprint).not.toBe(once.fingerprint);
    expect(byColumn.n).toBeLessThan(once.n);
  });

  test('sees the rows that a policy leaves', async () => {
    const finding = await found(surveys, bound);
    expect(finding.n).toBe((await found({ ...surveys, where: { depot: 'a' } })).n);
  });

  test('refuses as an answer: status 200, a code, no number', async () => {
    const finding = await found({ ...surveys, where: { depot: 'a', channel: 'web', score: 7 } });
    expect(finding.estimate).toBeNull();
    expect(finding.refusals).toMatchObject([{ code: 'N_TOO_SMALL', effect: 'REFUSE' }]);
  });

  test('of a purpose for which the data may not be used is a refusal with its code', async () => {
    const { data, errors } = await ask(surveys, { purpose: 'research' });
    expect(errors).toBeUndefined();
    expect((data as Asked).analysis).toMatchObject({ estimate: null, refusals: [{ code: 'PURPOSE_DENIED' }] });
  });

  test('names what is wrong with its bindings', async () => {
    const codes = async (bindings: object): Promise<unknown> =>
      (await ask(bindings)).errors?.map(({ extensions }) => extensions['code']);
    expect(await codes({ dataset: 'surveys' })).toEqual(['INVALID_QUERY']);
    expect(await codes({ datasets: { answer: 'surveys' } })).toEqual(['UNKNOWN_ROLE']);
    expect(await codes({ datasets: { answers: 'survey' } })).toEqual(['UNKNOWN_DATASET']);
    expect(await codes({ datasets: { answers: { columns: { score: 'channel' } } } })).toEqual(['UNKNOWN_COLUMN']);
    expect(await codes({ ...surveys, options: { instrument: 'stars' } })).toEqual(['INVALID_OPTION']);
    expect(await codes({ ...surveys, where: { nowhere: 1 } })).toEqual(['UNKNOWN_DIMENSION']);
  });

  test('is not for leaders', async () => {
    const { errors } = await ask(surveys, { secret: leader });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  test('leaves a record of who asked', async () => {
    await found(surveys);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const log = await readFile(join(trivet.folder, '.trivet', 'log', 'audit.jsonl'), 'utf8');
    expect(log).toContain('"analysis:score"');
  });
});

test('the registry says enough of each analysis to make a form of it', async () => {
  const { data, errors } = await trivet.graphql(
    `{ analyses { name label group question formula sources assumptions limits refuses example
      roles { name label description kinds dataset optional columns { name label description type optional many } }
      options { name label description type choices min max default required } } }`,
    {},
    analyst,
  );
  expect(errors).toBeUndefined();
  const { analyses } = data as { analyses: readonly { name: string; group: string; roles: readonly object[] }[] };
  expect(analyses.find(({ name }) => name === 'SCORE')).toMatchObject({
    group: 'SCORES',
    roles: [{ name: 'answers' }, { name: 'reasons' }],
  });
});

test('every analysis lends a cell that runs: its example as text', async () => {
  const { data } = await trivet.graphql('{ analyses { starter example } }', {}, analyst);
  const { analyses } = data as { analyses: readonly { starter: string; example: object }[] };
  expect(analyses.length).toBeGreaterThan(10);
  for (const { starter, example } of analyses) {
    expect(parse(starter)).toEqual(example);
    expect(starter).toMatch(/^analysis: [a-z-]+\n/);
  }
});

test('the schema has no number for how strong an emotion is, and nothing that takes points of a score', async () => {
  const { data } = await trivet.graphql(
    `{ __schema { types { name fields { name type { name ofType { name } } } inputFields { name } } } }`,
    {},
    analyst,
  );
  const text = JSON.stringify(data).toLowerCase();
  for (const word of ['intensity', 'npspoints', 'pointsofnps', 'sentimentscore', 'emotionscore'])
    expect(text).not.toContain(word);
});
