import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, createApp } from './app.ts';
import { EngineProcess } from './engine/engine-process.ts';
import { localViewer } from './model/viewer.ts';

let folder: string;
let app: App;
const engineProcess = new EngineProcess();
const clock = (): Date => new Date('2024-05-01T00:00:00Z');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-app-'));
  await mkdir(join(folder, 'notebooks'));
  await writeFile(join(folder, 'trivet.yml'), 'limits: { rows: 1000, timeoutSeconds: 2 }\n');
  await writeFile(
    join(folder, 'notebooks', 'limits.md'),
    `---
trivet: 1
id: 00000001
title: Limits
---

\`\`\`sql id=00000001 name=just_fits
select * from range(1000)
\`\`\`

\`\`\`sql id=00000002 name=too_long
select * from range(1001)
\`\`\`

\`\`\`sql id=00000004 name=endless
select count(*) as n from range(10000000000000) as t(i) where i % 3 = 1
\`\`\`
`,
  );
  app = await createApp({
    workspace: folder,
    dataFolders: [],
    scale: null,
    version: '0.0.0',
    clock,
    log: () => undefined,
    onProgress: () => undefined,
    engineProcess,
  });
});

afterAll(async () => {
  await app.close();
  expect(engineProcess.isGone).toBe(true);
  await rm(folder, { recursive: true, force: true });
});

test('the engine is the process that was started beforehand', () => {
  expect(engineProcess.version).toMatch(/^v\d/);
  expect(app.workspace.engine().version).toBe(`duckdb ${engineProcess.version}`);
});

test('cells keep to the limits of trivet.yml', async () => {
  const { cells } = await (await app.notebooks.open('limits', localViewer)).run({ params: {}, wait: true });
  expect(cells.map(({ output }) => output)).toMatchObject([
    { rowCount: 1000 },
    { problem: { message: 'The result has 1001 rows; at most 1000 are kept.' } },
    { problem: { message: 'The query was stopped after 2 s.' } },
  ]);
});
