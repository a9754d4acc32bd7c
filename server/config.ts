/** flags + environment + trivet.yml → one frozen Config */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TrivetError } from './lib/errors.ts';
import { didYouMean } from './lib/closest.ts';
import { parseTokenCommand, type TokenCommand } from './api/auth/token-command.ts';
import type { WorkspaceSettings } from './model/settings.ts';

export interface Config {
  readonly command: Command;
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** What the command is about: a notebook's slug. */
  readonly subject: string | null;
  /** null: what trivet.yml says, else 4000. 0 takes any free port. */
  readonly port: number | null;
  /** null: what trivet.yml says, else 127.0.0.1. */
  readonly host: string | null;
  readonly dataFolders: readonly string[];
  readonly params: Readonly<Record<string, string>>;
  readonly message: string | null;
  /** `check` prints a schema instead of checking. */
  readonly print: 'schema' | 'sdl' | null;
  readonly fix: boolean;
  /** Scale of the demo data; null: what is there, else 1. */
  readonly scale: number | null;
  /** What `token` is asked to do; null for other commands. */
  readonly token: TokenCommand | null;
}

const commands = ['serve', 'run', 'publish', 'check', 'token', 'help', 'version'] as const;
type Command = (typeof commands)[number];

const options = {
  port: { type: 'string', short: 'p' },
  host: { type: 'string' },
  data: { type: 'string', multiple: true },
  workspace: { type: 'string', short: 'w' },
  param: { type: 'string', multiple: true },
  message: { type: 'string', short: 'm' },
  scale: { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string' },
  attribute: { type: 'string', multiple: true },
  purpose: { type: 'string' },
  view: { type: 'string', multiple: true },
  expires: { type: 'string' },
  print: { type: 'boolean' },
  schema: { type: 'boolean' },
  sdl: { type: 'boolean' },
  fix: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** What `trivet help` prints. */
export const usage = `trivet: survey, operational and financial data in one workbench

  trivet serve [workspace] [--port 4000] [--host 127.0.0.1]   start the workbench
  trivet check [workspace] [--fix] [--schema | --sdl]         name every problem of model files, data and notebooks
  trivet run <notebook> [--param name=value] [-w workspace]   run a notebook, print a table a cell; exit code 1 on a failed cell
  trivet publish <notebook> [--message text] [-w workspace]   freeze a notebook into a page
  trivet token create --name bi --role analyst [-w workspace] let somebody in: leader, analyst, builder or admin
  trivet token list | revoke <name> [-w workspace]            who may come in; end a token at once

  --data <folder>   a folder outside of the workspace that sources may name (may be repeated)
  --scale <n>       size of the demo data where they have to be generated (default 1)
  --expires P90D    when a token ends: a duration, a day, or never (default P90D)
  --attribute regions=North,South   what rules of rows look up about a token (may be repeated)
  --purpose <p>, --view <v>         the one purpose, and the views, that a token of a program is for
  --print           show what stands for the token in TRIVET_TOKENS, and write nothing

The workspace is the current folder unless named; it holds datasets/, notebooks/ and trivet.yml.
`;

/** The configuration of one start. Throws `invalid-config` that names the flag. */
export function readConfig(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Config {
  const { values, positionals } = parse(argv);
  const command =
    values.help === true ? 'help' : values.version === true ? 'version' : commandOf(positionals[0] ?? 'help');
  const takesNotebook = command === 'run' || command === 'publish';
  const subject = takesNotebook ? (positionals[1] ?? null) : null;
  if (takesNotebook && subject === null) {
    throw new TrivetError('invalid-config', `trivet ${command} needs the name of a notebook.`, {
      hint: `For example: trivet ${command} late-parcels`,
    });
  }
  const named = command === 'token' ? undefined : takesNotebook ? positionals[2] : positionals[1];
  const port = values.port ?? environment['TRIVET_PORT'];
  return Object.freeze({
    command,
    subject: subject === null ? null : slugOf(subject),
    workspace: resolve(folder, values.workspace ?? named ?? '.'),
    port: port === undefined ? null : portOf(port),
    host: values.host ?? environment['TRIVET_HOST'] ?? null,
    dataFolders: (values.data ?? []).map((path) => resolve(folder, path)),
    params: Object.fromEntries((values.param ?? []).map(parameterOf)),
    message: values.message ?? null,
    print: values.schema === true ? 'schema' : values.sdl === true ? 'sdl' : null,
    fix: values.fix === true,
    scale: values.scale === undefined ? null : scaleOf(values.scale),
    token: command === 'token' ? parseTokenCommand(positionals.slice(1), values) : null,
  });
}

/** Refuses an address that others can reach while nobody has to sign in. */
export function refuseOpenDoor(host: string, needsSignIn: boolean): void {
  if (needsSignIn || isLoopback(host)) return;
  throw new TrivetError('authentication-required', `Trivet does not listen on ${host} without authentication.`, {
    hint: 'Write auth: { tokens: true } into trivet.yml and make a token with trivet token create, or leave host at 127.0.0.1.',
  });
}

/** What to be told about when others reach the server and nothing says that what they send is encrypted on its way. */
export function openDoorNotes(host: string | null, auth: WorkspaceSettings['auth']): readonly string[] {
  if (host === null || isLoopback(host) || auth === null || auth === 'unreadable') return [];
  if (auth.trustProxy !== false || auth.publicUrl?.startsWith('https:') === true) return [];
  return [
    `Trivet listens on ${host} without TLS: tokens and rows can be read on their way. Put a proxy with TLS before it and write auth: { publicUrl: https://…, trustProxy: … } into trivet.yml.`,
  ];
}

/** Whether an address or name means this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    const written = /'(--?[\w-]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
    const near = didYouMean(written.replace(/^-+/, ''), Object.keys(options));
    throw new TrivetError('invalid-config', `The flag ${written} is not understood.`, {
      hint: near ?? 'trivet help lists all of them.',
      cause: error,
    });
  }
}

function commandOf(written: string): Command {
  const command = commands.find((known) => known === written);
  if (command !== undefined) return command;
  throw new TrivetError('invalid-config', `No command is called ${written}.`, { hint: didYouMean(written, commands) });
}

function slugOf(written: string): string {
  return written.replace(/^.*\//, '').replace(/\.md$/, '');
}

function portOf(written: string): number {
  const port = Number(written);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new TrivetError('invalid-config', `${written} is no port.`, {
    hint: 'A port is a whole number from 0 to 65535.',
  });
}

function scaleOf(written: string): number {
  const scale = Number(written);
  if (scale > 0 && scale <= 100) return scale;
  throw new TrivetError('invalid-config', `${written} is no scale.`, {
    hint: 'A scale is a number above 0 and at most 100.',
  });
}

function parameterOf(written: string): [string, string] {
  const at = written.indexOf('=');
  if (at > 0) return [written.slice(0, at), written.slice(at + 1)];
  throw new TrivetError('invalid-config', `--param ${written} has no value.`, { hint: 'Write --param name=value.' });
}
