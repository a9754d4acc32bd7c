import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;
let north: string;
let other: string;
let admin: string;

const access = `version: 1
access:
  - { dataset: customers, roles: [analyst], rows: 'region in (user.regions)' }
`;
const notebook = `---
trivet: 1
id: aaaaaaaa
title: Hello
---

\`\`\`sql id=00000001 name=people
select customer_id, region from customers order by customer_id
\`\`\`
`;

beforeAll(async () => {
  trivet = await startTestApp('cases', {
    settings: 'auth: {}',
    before: async (folder) => {
      await writeFile(join(folder, 'datasets', 'access.yml'), access);
      await mkdir(join(folder, 'notebooks'), { recursive: true });
      await writeFile(join(folder, 'notebooks', 'hello.md'), notebook);
    },
  });
  const attributes = new Map([['regions', ['North']]]);
  north = await trivet.makeToken({ name: 'nora', role: 'analyst', attributes });
  other = await trivet.makeToken({ name: 'olga', role: 'analyst', attributes: new Map([['regions', ['South']]]) });
  admin = await trivet.makeToken({ name: 'ada', role: 'admin' });
});
afterAll(() => trivet.close());

const look = '{ notebook(slug: "hello") { cells { state output { ... on TableOutput { result rowCount } } } } }';
const page = 'query Page($id: ID!) { resultPage(id: $id, offset: 0, limit: 10) { rowCount values } }';

interface Looked {
  readonly notebook: {
    readonly cells: readonly { readonly state: string; readonly output: { readonly result: string } | null }[];
  };
}

async function resultOf(secret: string): Promise<string> {
  await trivet.graphql('mutation { run(notebook: "hello") { slug } }', {}, secret);
  for (;;) {
    const { data } = await trivet.graphql(look, {}, secret);
    const [cell] = (data as Looked).notebook.cells;
    if (cell?.state === 'FRESH' && cell.output !== null) return cell.output.result;
    await new Promise((done) => setTimeout(done, 50));
  }
}

test('a result is paged by whom it was shown to, and by nobody who only has its id', async () => {
  const mine = await resultOf(north);
  const all = await resultOf(admin);
  expect(all).not.toBe(mine);
  expect((await trivet.graphql(page, { id: mine }, north)).data).toMatchObject({ resultPage: { rowCount: 2 } });
  expect((await trivet.graphql(page, { id: all }, admin)).data).toMatchObject({ resultPage: { rowCount: 5 } });
  for (const [id, secret] of [
    [all, north],
    [mine, other],
    ['a'.repeat(64), north],
  ] as const) {
    const { errors } = await trivet.graphql(page, { id }, secret);
    expect(errors).toMatchObject([
      {
        message: 'This result is not kept any more.',
        extensions: { code: 'RESULT_EXPIRED', hint: 'Run the cell again.' },
      },
    ]);
  }
});
