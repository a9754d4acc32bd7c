import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../api/log.ts';
import { type App, createApp } from '../app.ts';

/** A Trivet over a copy of a workspace, listening on a free port of this machine. */
export interface TestApp {
  readonly app: App;
  readonly address: string;
  readonly folder: string;
  /** Lines that the server wrote to its log. */
  readonly logged: readonly string[];
  graphql(query: string, variables?: object): Promise<GraphQLAnswer>;
  close(): Promise<void>;
}

interface GraphQLAnswer {
  readonly status: number;
  // The shape is what each test asks for.
  readonly data: never;
  readonly errors:
    readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[] | undefined;
}

const clock = (): Date => new Date('2024-05-01T00:00:00Z');

/** Starts it; `workspace` is a folder of `server/testing` or an absolute path. */
export async function startTestApp(workspace = 'cases', dataFolders: readonly string[] = []): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-app-'));
  await cp(join(import.meta.dirname, workspace), folder, {
    recursive: true,
    filter: (path) => !path.includes('.trivet'),
  });
  const logged: string[] = [];
  const app = await createApp({
    workspace: folder,
    dataFolders,
    scale: null,
    version: '0.0.0',
    clock,
    log: createLog((line) => void logged.push(line), clock),
    onProgress: () => {},
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    app,
    address,
    folder,
    logged,
    graphql: (query, variables) => ask(address, query, variables),
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ask(address: string, query: string, variables: object = {}): Promise<GraphQLAnswer> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as Omit<GraphQLAnswer, 'status'>;
  return { ...answer, status: response.status };
}
