/**
 * How often the 95 % interval of an analysis holds what the generator put in, over many companies: 92 to 98 in 100 is the
 * aim. `planted-coverage.ts [seeds] [scale] [effects, a part of their name or analysis]`; two companies at a time.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type Company, demoModel, openCompany } from '../server/testing/planted/company.ts';
import { covers, type Measured, type PlantedEffect } from '../server/testing/planted/effect.ts';
import { plantedEffects } from '../server/testing/planted/effects.ts';

const workers = 2;

/** What one company said about one effect. */
interface Said {
  readonly effect: string;
  readonly found: Measured;
  readonly failed?: string;
}

const [seedsText = '200', scaleText = '0.1', only = '', worker = ''] = process.argv.slice(2);
const [seeds, scale] = [Number(seedsText), Number(scaleText)];
const asked = plantedEffects.filter(({ name, analysis }) => `${analysis} ${name}`.includes(only));

if (worker === '') await gather();
else await study(Number(worker));

/** Asks every second company for every effect and sends what it says to the parent. */
async function study(first: number): Promise<void> {
  const model = await demoModel();
  for (let seed = first; seed <= seeds; seed += workers) {
    const company = await openCompany(model, { seed, scale });
    for (const effect of asked) process.send?.(await sayingOf(effect, company));
    company.close();
  }
}

async function sayingOf(effect: PlantedEffect, company: Company): Promise<Said> {
  try {
    return { effect: effect.name, found: await effect.measure(company.ask) };
  } catch (error) {
    return { effect: effect.name, found: null, failed: String(error) };
  }
}

async function gather(): Promise<void> {
  const said: Said[] = [];
  const children = Array.from({ length: workers }, (_, at) =>
    fork(import.meta.filename, [seedsText, scaleText, only, String(at + 1)], { execArgv: ['--import', 'tsx'] }),
  );
  // Broken off, it prints what it knows.
  process.once('SIGINT', () => {
    for (const child of children) child.kill();
  });
  await Promise.all(children.map((child) => listen(child, said)));
  process.stdout.write(
    `\nPlanted effects in ${Math.floor(said.length / asked.length)} companies at scale ${scale} (aim: 92 to 98 % of the intervals hold the truth)\n`,
  );
  for (const effect of asked) process.stdout.write(`${lineOf(effect, said)}\n`);
}

async function listen(child: ChildProcess, said: Said[]): Promise<void> {
  child.on('message', (message) => {
    said.push(message as Said); // only this program talks here
    const done = Math.floor(said.length / asked.length);
    if (said.length % asked.length === 0 && done % 10 === 0) process.stderr.write(`${done} of ${seeds} companies\n`);
  });
  const [code] = await once(child, 'exit');
  if (code === 1) process.exitCode = 1;
}

function lineOf({ name, analysis, truth, placebo }: PlantedEffect, said: readonly Said[]): string {
  const about = said.filter(({ effect }) => effect === name);
  const found = about.flatMap((each) => (each.found === null ? [] : [each.found]));
  const held = found.filter((each) => covers(each, truth)).length;
  const mean = found.reduce((sum, { value }) => sum + value, 0) / found.length;
  const failures = [...new Set(about.flatMap(({ failed }) => (failed === undefined ? [] : [failed])))];
  return [
    name.slice(0, 72).padEnd(72),
    analysis.padEnd(24),
    `truth ${String(Number(truth.toFixed(4))).padStart(7)}`,
    `mean ${mean.toFixed(4).padStart(10)}`,
    placebo === true ? `found ${percent(found.length - held, found.length)}` : `held  ${percent(held, found.length)}`,
    `of ${String(found.length).padStart(3)}`,
    ...failures.slice(0, 1),
  ].join('  ');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '   — ' : `${((100 * part) / whole).toFixed(1).padStart(5)} %`;
}
