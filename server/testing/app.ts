import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openTokens } from '../api/auth/authentication.ts';
import type { TokenRequest } from '../api/auth/token.ts';
import { createLog } from '../api/log.ts';
import type { Environment } from '../api/auth/signing-key.ts';
import { type App, createApp } from '../app.ts';

/** A Trivet over a copy of a workspace, listening on a free port of this machine. */
export interface TestApp {
  readonly app: App;
  readonly address: string;
  readonly folder: string;
  /** Lines that the server wrote to its log. */
  readonly logged: readonly string[];
  /** Asks, signed in by `secret` where one is given. */
  graphql(query: string, variables?: object, secret?: string): Promise<GraphQLAnswer>;
  /** Makes a token, as the command line does; its secret. */
  makeToken(request: Pick<TokenRequest, 'name' | 'role'> & Partial<TokenRequest>): Promise<string>;
  close(): Promise<void>;
}

interface GraphQLAnswer {
  readonly status: number;
  // The shape is what each test asks for.
  readonly data: never;
  readonly errors:
    readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[] | undefined;
}

const standing = (): Date => new Date('2024-05-01T00:00:00Z');

export interface TestAppOptions {
  readonly dataFolders?: readonly string[];
  /** Text put at the end of the workspace's trivet.yml. */
  readonly settings?: string;
  readonly environment?: Environment;
  readonly clock?: () => Date;
  readonly host?: string;
  /** Done to the folder before the start. */
  readonly before?: (folder: string) => Promise<void>;
}

/** Starts it; `workspace` is a folder of `server/testing` or an absolute path. */
export async function startTestApp(workspace = 'cases', options: TestAppOptions = {}): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-app-'));
  await cp(resolve(import.meta.dirname, workspace), folder, {
    recursive: true,
    filter: (path) => !path.includes('.trivet'),
  });
  if (options.settings !== undefined) await appendFile(join(folder, 'trivet.yml'), `\n${options.settings}\n`);
  await options.before?.(folder);
  const { environment = {}, clock = standing } = options;
  const logged: string[] = [];
  const app = await createApp({
    workspace: folder,
    dataFolders: options.dataFolders ?? [],
    environment,
    scale: null,
    version: '0.0.0',
    clock,
    log: createLog((line) => void logged.push(line), clock),
    onProgress: () => {},
  });
  const address = await app.listen({ host: options.host ?? '127.0.0.1', port: 0 }).catch(async (error: unknown) => {
    await app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    throw error;
  });
  return {
    app,
    address,
    folder,
    logged,
    graphql: (query, variables, secret) => ask(address, { query, variables: variables ?? {} }, secret),
    makeToken: async (request) => {
      const tokens = openTokens({ workspace: folder, environment, clock });
      const unsaid = { attributes: new Map(), purpose: null, views: null, expiresAt: null };
      return (await tokens.create({ ...unsaid, ...request })).secret;
    },
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

async function ask(address: string, body: object, secret: string | undefined): Promise<GraphQLAnswer> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Omit<GraphQLAnswer, 'status'>;
  return { ...answer, status: response.status };
}
