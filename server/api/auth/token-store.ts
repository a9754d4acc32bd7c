import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, TrivetError } from '../../lib/errors.ts';
import { makeSecretFolder, readSecret, writeSecret } from '../../lib/secret-file.ts';
import { whileAlone } from '../../lib/while-alone.ts';
import { didYouMean } from '../../lib/closest.ts';
import { isValid, makeToken, type Token, type TokenRequest, tokenSpec } from './token.ts';

const fileSpec = z.strictObject({ version: z.literal(1), tokens: z.array(tokenSpec) });
const usesSpec = z.record(z.string(), z.string());

/** Tokens of a workspace: in `tokens.json`, and those of the environment, which cannot be changed here. */
export interface TokenStore {
  /** All of them; read again whenever the file was changed, so that a revoked token ends at once. */
  all(): Promise<readonly Token[]>;
  /** Makes one that is kept nowhere, for the environment. */
  make(request: TokenRequest): { readonly token: Token; readonly secret: string };
  /** Makes one and returns its secret. Throws `invalid-config` when the name is in use. */
  create(request: TokenRequest): Promise<{ readonly token: Token; readonly secret: string }>;
  /** Throws `invalid-config` when no token of the file has this name. */
  revoke(name: string): Promise<Token>;
  /** Notes that a token was used, to the hour. */
  used(token: Token): Promise<void>;
  /** When each token was last used, by id. */
  lastUses(): Promise<ReadonlyMap<string, string>>;
}

export interface TokenStoreParts {
  /** `<workspace>/.trivet/auth` */
  readonly folder: string;
  /** A JSON list of tokens as `trivet token create --print` shows them; null: none. */
  readonly fromEnvironment: string | null;
  readonly clock: () => Date;
}

const useEveryMs = 3_600_000;

/** Nothing is read before it is asked for. */
export function createTokenStore(parts: TokenStoreParts): TokenStore {
  const file = join(parts.folder, 'tokens.json');
  const usesFile = join(parts.folder, 'last-uses.json');
  const given = parts.fromEnvironment === null ? [] : parseGiven(parts.fromEnvironment);
  const noted = new Map<string, number>();
  let known: { readonly version: string; readonly tokens: readonly Token[] } | null = null;

  const all = async (): Promise<readonly Token[]> => {
    const version = await versionOf(file);
    if (known?.version !== version) known = { version, tokens: await readTokens(file) };
    return [...given, ...known.tokens];
  };
  const change = <Result>(work: (tokens: readonly Token[]) => readonly [readonly Token[], Result]): Promise<Result> =>
    alone(parts.folder, async () => {
      const [tokens, result] = work(await readTokens(file));
      await writeSecret(file, `${JSON.stringify({ version: 1, tokens }, null, 2)}\n`);
      return result;
    });
  const lastUses = async (): Promise<ReadonlyMap<string, string>> => {
    const text = await readSecret(usesFile).catch(() => null);
    return new Map(text === null ? [] : Object.entries(parseUses(text)));
  };

  return {
    all,
    make: (request) => makeToken(request, parts.clock()),
    create: (request) =>
      change((tokens) => {
        const now = parts.clock();
        const isTaken = [...given, ...tokens].some((token) => token.name === request.name && isValid(token, now));
        if (isTaken) throw taken(request.name);
        const made = makeToken(request, now);
        return [[...tokens, made.token], made];
      }),
    revoke: (name) =>
      change((tokens) => {
        const found = tokens.find((token) => token.name === name && token.revokedAt === null);
        if (found === undefined) throw unknown(name, tokens, given);
        const revoked = { ...found, revokedAt: parts.clock().toISOString() };
        return [tokens.map((token) => (token === found ? revoked : token)), revoked];
      }),
    used: async ({ id }) => {
      const now = parts.clock();
      if (now.getTime() - (noted.get(id) ?? 0) < useEveryMs) return;
      noted.set(id, now.getTime());
      const at = new Date(Math.floor(now.getTime() / useEveryMs) * useEveryMs).toISOString();
      await alone(parts.folder, async () => {
        const uses = new Map(await lastUses()).set(id, at);
        await writeSecret(usesFile, `${JSON.stringify(Object.fromEntries(uses))}\n`);
      });
    },
    lastUses,
  };
}

async function alone<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  await makeSecretFolder(folder);
  return whileAlone(join(folder, 'lock'), work);
}

async function versionOf(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  return found === null ? 'absent' : `${found.ino} ${found.mtimeNs} ${found.size} ${found.mode}`;
}

async function readTokens(file: string): Promise<readonly Token[]> {
  const text = await readSecret(file);
  if (text === null) return [];
  try {
    return fileSpec.parse(JSON.parse(text)).tokens;
  } catch (error) {
    throw new TrivetError('invalid-config', `auth/tokens.json cannot be read: ${shortly(error)}`, {
      hint: 'Put back a copy of it, or remove it and make new tokens with trivet token create.',
      cause: error,
    });
  }
}

function parseUses(text: string): Readonly<Record<string, string>> {
  try {
    return usesSpec.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

function parseGiven(text: string): readonly Token[] {
  try {
    return z.array(tokenSpec).parse(JSON.parse(text));
  } catch (error) {
    throw new TrivetError('invalid-config', `TRIVET_TOKENS is no list of tokens: ${shortly(error)}`, {
      hint: 'Write a JSON list of what trivet token create --print shows.',
    });
  }
}

/** The first thing that is wrong, without the values that stand there. */
function shortly(error: unknown): string {
  if (!(error instanceof z.ZodError))
    return `${messageOf(error)
      .replace(/["'].*$/s, '')
      .trim()}.`;
  const [issue] = error.issues;
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as it should be'}.`;
}

function taken(name: string): TrivetError {
  return new TrivetError('invalid-config', `A token is already called ${name}.`, {
    hint: `Choose another name, or end that one first: trivet token revoke ${name}`,
  });
}

function unknown(name: string, tokens: readonly Token[], given: readonly Token[]): TrivetError {
  if (given.some((token) => token.name === name)) {
    return new TrivetError('invalid-config', `${name} comes from the environment and cannot be revoked here.`, {
      hint: 'Take it out of TRIVET_TOKENS and start again.',
    });
  }
  const names = tokens.filter(({ revokedAt }) => revokedAt === null).map((token) => token.name);
  return new TrivetError('invalid-config', `No token is called ${name}, or it was revoked before.`, {
    hint: didYouMean(name, names) ?? 'trivet token list shows all of them.',
  });
}
