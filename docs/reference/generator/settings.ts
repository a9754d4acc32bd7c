import { readFileSync } from 'node:fs';
import { settingsSpec } from '../../../server/model/settings.ts';
import { root } from './doc-comments.ts';
import { inputSchema, sectionsOf } from './json-schema.ts';
import { keyTable } from './key-table.ts';
import { blocks, type ReferencePage } from './markdown.ts';
import { meaningIn } from './meanings.ts';

const meanings: () => ReadonlyMap<string, string> = () =>
  new Map([
    ['name', 'What the workspace is called on its start screen; `Trivet` unless said.'],
    ['data', 'Folders outside of the workspace that sources may name; relative ones are taken from the workspace.'],
    ['zone', 'Time zone of days, weeks and months in answers, and of timestamps without an offset; `UTC` unless said.'],
    ['calendar.weekStart', 'First day of a week; `MONDAY` unless said.'],
    [
      'calendar.fiscalYearStart',
      'Month in which the fiscal year begins, for the grains `FISCAL_QUARTER` and `FISCAL_YEAR`; 1 unless said.',
    ],
    ['purpose', 'The purpose of queries and notebooks that name none. Without it every query must say its own.'],
    [
      'operations',
      'Which GraphQL documents are answered: everybody’s (`open`), to leaders only those of Trivet itself (`persisted-for-leaders`), or only those at all (`persisted-only`); `open` unless said.',
    ],
    ['host', 'Address to listen on; one that others can reach is accepted only with `auth`. `127.0.0.1` unless said.'],
    ['port', 'Port to listen on, 0 for any free one; 4000 unless said.'],
    [
      'auth.tokens',
      'Whether tokens made by `trivet token create`, or given in `TRIVET_TOKENS`, count; `true` unless said.',
    ],
    [
      'auth.session.secretEnv',
      'Environment variable with the key that signs sessions; without it `.trivet/auth/session.key`, made at the first start.',
    ],
    ['auth.session.idleMinutes', 'Minutes without use after which a session of the browser ends; 30 unless said.'],
    ['auth.session.hours', 'Hours after which it ends in any case; 12 unless said.'],
    ['auth.oidc.issuer', 'Issuer whose signed tokens are believed, exactly as it stands in their `iss`.'],
    ['auth.oidc.audience', 'What must stand in their `aud`.'],
    ['auth.oidc.jwks', 'Address or file of the issuer’s public keys; found through the issuer unless said.'],
    ['auth.oidc.rolesClaim', 'Claim with the roles, also as a path such as `realm_access.roles`; `roles` unless said.'],
    [
      'auth.oidc.roles',
      'Values of that claim that stand for a role: `{ cx-team: analyst }`. The names of the roles always count.',
    ],
    ['auth.oidc.attributesClaim', 'Claim with an object of attributes for row policies; without it there are none.'],
    ['auth.oidc.nameClaim', 'Claim with the name that logs and audit records show; `sub` unless said.'],
    ['auth.publicUrl', 'Address that browsers use, behind a proxy: `https://trivet.example/cx`.'],
    ['auth.basePath', 'Path below which everything lies; that of `publicUrl` unless said.'],
    [
      'auth.trustProxy',
      'Whether `X-Forwarded-*` of the nearest address, or of the addresses named, is believed; `false` unless said.',
    ],
    [
      'limits.timeoutSeconds',
      `How long a statement may run; ${standard('defaultTimeoutSeconds')} unless said, and in the background never less than ten minutes.`,
    ],
    ['limits.rows', 'The most rows that a cell may have; a cell with more fails. Without it only its size counts.'],
    [
      'limits.megabytes',
      'The most megabytes that a cell may take up as Parquet; a cell with more fails. 256 unless said.',
    ],
    ['limits.shutdownSeconds', 'How long running queries may take to finish when the server stops; 10 unless said.'],
    ['limits.slowQuerySeconds', 'From how long on a query stands in the log as slow; 5 unless said.'],
    ['engine.memoryMegabytes', `Memory of the engine process; ${standard('defaultMemoryMegabytes')} unless said.`],
    ['engine.threads', 'Threads of the engine process; 2 unless said.'],
    ['engine.processes', 'Has no effect: one process answers, and a warm one stands by.'],
    [
      'engine.temporaryMegabytes',
      `What queries may put on disk while their memory is full; ${standard('defaultTemporaryMegabytes')} unless said.`,
    ],
    ['log.level', 'What is logged: this and whatever is worse; `info` unless said.'],
    ['log.requests', 'Whether each request is logged; unless said, where people sign in.'],
    ['trusted', 'Whether model files may hold SQL. There is no connector for SQL yet, so it allows nothing so far.'],
  ]);

/** Every key of `trivet.yml`. */
export function settingsPage(): ReferencePage {
  const keys = sectionsOf(inputSchema(settingsSpec)).flatMap((section) => section.keys);
  return {
    file: 'settings.md',
    title: 'Settings',
    about: 'Every key of `trivet.yml`.',
    body: blocks(
      '`trivet.yml` stands at the top of a workspace; every key may be left out, and so may the file. A key that is wrong is reported and takes its default. Flags of the command line win over it. `host`, `port`, `auth`, `limits`, `engine` and `log` count from the next start, everything else from the next reload.',
      'Without `auth` there is no sign-in, and Trivet listens on this machine alone; `auth: {}` is enough to have it. [Operations](../guide/operations.md) says more.',
      keyTable(keys, meaningIn('trivet.yml', meanings(), keys)),
    ),
  };
}

/** A default that stands as a constant where the parts are wired. */
function standard(constant: string): string {
  const found = new RegExp(`const ${constant} = ([\\d_]+)`).exec(readFileSync(new URL('server/app.ts', root), 'utf8'));
  if (found === null) throw new Error(`server/app.ts has no constant ${constant} any more.`);
  return (found[1] ?? '').replaceAll('_', '');
}
