/** The command line: the only file that reads the process. */
import { join } from 'node:path';
import type { App } from './app.ts';
import { createLog } from './api/log.ts';
import { type Config, openDoorNotes, readConfig, usage } from './config.ts';
import { EngineProcess } from './engine/engine-process.ts';
import { refuseMissing } from './engine/refuse-missing.ts';
import { didYouMean } from './lib/closest.ts';
import { messageOf, TrivetError, wireCode } from './lib/errors.ts';
import type { Problem } from './lib/problem.ts';
import type { NotebookView } from './notebook/view.ts';
import { localViewer } from './model/viewer.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const clock = (): Date => new Date();

const commands: { readonly [Name in Config['command']]: (config: Config) => Promise<number> } = {
  serve,
  run,
  publish,
  check,
  token,
  help: async () => {
    print(usage);
    return 0;
  },
  version: async () => {
    const { programVersion } = await import('./app.ts');
    print(await programVersion());
    return 0;
  },
};

async function serve(config: Config): Promise<number> {
  const app = await open(config);
  const stopped = toldToStop();
  try {
    const address = await app.listen(config);
    const { problems, settings } = app.workspace.current();
    if (problems.length > 0) tell(`${problems.length} problems in the workspace: trivet check names them.`);
    openDoorNotes(config.host ?? settings.host, settings.auth).forEach(tell);
    print(`Trivet is ready: ${address}`);
    await stopped;
    tell('Trivet stops: running queries may finish. Once more ends it at once.');
    return 0;
  } finally {
    await app.close();
  }
}

/** Resolves at the first request to stop; the second ends the process, whatever still runs. */
function toldToStop(): Promise<void> {
  return new Promise((done) => {
    let isStopping = false;
    const told = (signal: 'SIGINT' | 'SIGTERM'): void => {
      if (isStopping) process.exit(signal === 'SIGINT' ? 130 : 143);
      isStopping = true;
      done();
    };
    process.on('SIGINT', told);
    process.on('SIGTERM', told);
  });
}

async function run(config: Config): Promise<number> {
  const app = await open(config);
  try {
    const { textOf } = await import('./pages/render-text.ts');
    const session = await app.notebooks.open(config.subject ?? '', localViewer);
    refuseUnknown(config.params, await session.snapshot());
    const view = await session.run({ params: config.params, wait: true });
    view.parameters.forEach(({ problem }) => problem !== null && tell(problemLine(problem)));
    for (const { cell, output, state } of view.cells) {
      print(`\n── ${cell.kind} ${cell.name ?? cell.id}${state === 'fresh' ? '' : ` (${state})`}`);
      if (output !== null) print(textOf(output));
    }
    const failed = view.cells.filter(({ state }) => state !== 'fresh' && state !== 'disabled');
    if (failed.length > 0) tell(`\n${failed.length} of ${view.cells.length} cells have no result.`);
    return failed.length > 0 ? 1 : 0;
  } finally {
    await app.close();
  }
}

async function publish(config: Config): Promise<number> {
  const app = await open(config);
  try {
    refuseUnknown(config.params, await (await app.notebooks.open(config.subject ?? '', localViewer)).snapshot());
    const published = await app.publish(config.subject ?? '', config.params, config.message, localViewer);
    if (!published.ok) {
      tell(`Not published. ${published.refusals.length === 1 ? 'The reason:' : 'The reasons:'}`);
      published.refusals.forEach((refusal) => tell(problemLine(refusal)));
      return 1;
    }
    const { manifest } = published.page;
    published.notes.forEach((note) => tell(problemLine(note)));
    print(`Published /p/${manifest.slug}, version ${manifest.version} (${manifest.label.toLowerCase()}).`);
    return 0;
  } finally {
    await app.close();
  }
}

async function check(config: Config): Promise<number> {
  if (config.print !== null) return printSchema(config.print, config.workspace);
  const { openWorkspace } = await import('./engine/workspace.ts');
  const { ensureDemoData } = await import('./engine/demo-data.ts');
  const { checkNotebooks } = await import('./notebook/check-notebooks.ts');
  await ensureDemoData(config.workspace, config.scale, tell);
  const workspace = await openWorkspace({ folder: config.workspace, dataFolders: config.dataFolders });
  const { model, facts, problems } = workspace.current();
  const { checkModel } = await import('./engine/check-model.ts');
  const { accessNotes } = await import('./model/access-notes.ts');
  const ofQuestions = await checkModel(workspace.current(), clock);
  const ofNotebooks = await checkNotebooks(join(config.workspace, 'notebooks'), { fix: config.fix });
  const all = [...problems, ...ofQuestions, ...ofNotebooks];
  all.forEach((found) => print(problemLine(found)));
  accessNotes(model).forEach((note) => print(note));
  const rows = [...facts.datasets.values()].reduce((sum, { rowCount }) => sum + rowCount, 0);
  const errors = all.filter(({ severity }) => severity === 'error').length;
  print(
    `${model.datasets.size} datasets with ${rows} rows, ${model.metrics.size} metrics, ${model.dimensions.size} dimensions, ${model.queries.size} saved queries, ${model.tests.length} tests: ${errors} errors, ${all.length - errors} warnings.`,
  );
  return errors > 0 ? 1 : 0;
}

async function token({ workspace, token: command }: Config): Promise<number> {
  if (command === null) throw new Error('The command line was read without what token is to do.');
  const { openTokens } = await import('./api/auth/authentication.ts');
  const { refuseUnknownNames, runTokenCommand } = await import('./api/auth/run-token-command.ts');
  await refuseMissing(workspace);
  const { readModel } = await import('./engine/workspace.ts');
  if (command.act === 'create') refuseUnknownNames(command, (await readModel(workspace)).model);
  const tokens = openTokens({ workspace, environment: process.env, clock });
  const { results, notes } = await runTokenCommand(command, tokens, clock());
  results.forEach(print);
  notes.forEach(tell);
  return 0;
}

async function printSchema(which: 'schema' | 'sdl', workspace: string): Promise<number> {
  if (which === 'schema') {
    const { metricKinds } = await import('./metrics/index.ts');
    const { modelJsonSchema } = await import('./model/json-schema.ts');
    print(JSON.stringify(modelJsonSchema(metricKinds), null, 2));
  } else {
    const { apiSdl } = await import('./api/index.ts');
    const { readModel } = await import('./engine/workspace.ts');
    print(apiSdl((await readModel(workspace)).model));
  }
  return 0;
}

function refuseUnknown(params: Config['params'], { slug, parameters }: NotebookView): void {
  const known = parameters.map(({ name }) => name);
  const unknown = Object.keys(params).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TrivetError('unknown-parameter', `${slug} has no parameter ${unknown}.`, {
    hint: didYouMean(unknown, known),
  });
}

// The engine's process starts while this one still reads its own code: together they take a second.
async function open(config: Config): Promise<App> {
  const engineProcess = new EngineProcess();
  try {
    const { createApp, programVersion } = await import('./app.ts');
    return await createApp({
      workspace: config.workspace,
      dataFolders: config.dataFolders,
      scale: config.scale,
      version: await programVersion(),
      clock,
      log: createLog((line) => void process.stderr.write(line), clock),
      onProgress: tell,
      engineProcess,
      environment: process.env,
    });
  } catch (error) {
    await engineProcess.kill();
    throw error;
  }
}

/** `datasets/orders.yml:12:3 error unknown-column: … (hint)` */
function problemLine({ file, position, severity, code, message, hint }: Problem): string {
  const place = file === null ? '' : `${file}${position === null ? '' : `:${position.line}:${position.column}`} `;
  return `${place}${severity} ${wireCode(code).toLowerCase().replaceAll('_', '-')}: ${message}${hint === null ? '' : `\n    ${hint}`}`;
}

async function main(): Promise<number> {
  try {
    const config = readConfig(process.argv.slice(2), process.env, process.cwd());
    return await commands[config.command](config);
  } catch (error) {
    if (!(error instanceof TrivetError)) {
      tell(error instanceof Error ? (error.stack ?? error.message) : messageOf(error));
      return 70;
    }
    tell(`${error.code}: ${error.message}${error.hint === undefined ? '' : `\n    ${error.hint}`}`);
    return 2;
  }
}

process.exitCode = await main();
