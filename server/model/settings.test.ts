import { expect, test } from 'vitest';
import { parseSettings } from './settings.ts';

test('an empty file means the defaults', () => {
  expect(parseSettings('trivet.yml', '')).toEqual({
    settings: {
      model: { name: 'Trivet', zone: 'UTC', weekStart: 'MONDAY', fiscalYearStart: 1, purpose: null, trusted: false },
      data: [],
      host: null,
      port: null,
      auth: null,
      limits: {},
      engine: {},
      log: {},
      operations: 'open',
    },
    problems: [],
  });
});

test('every key is read', () => {
  const { settings, problems } = parseSettings(
    'trivet.yml',
    `name: Shop
data: [../exports, /srv/exports]
zone: Europe/Berlin
calendar: { weekStart: SUNDAY, fiscalYearStart: 4 }
purpose: service_improvement
host: 127.0.0.1
port: 4000
auth:
  session: { secretEnv: TRIVET_KEY, hours: 8 }
  oidc: { issuer: "https://id.example/", audience: trivet, rolesClaim: realm_access.roles, roles: { cx-team: analyst } }
  publicUrl: https://trivet.example/cx/
  trustProxy: [10.0.0.1]
limits: { timeoutSeconds: 20, rows: 100000, megabytes: 64, shutdownSeconds: 5, slowQuerySeconds: 2 }
engine: { memoryMegabytes: 512, threads: 2, temporaryMegabytes: 1000 }
log: { level: warn, requests: false }
operations: persisted-only
trusted: true
`,
  );
  expect(problems).toEqual([]);
  expect(settings).toEqual({
    model: {
      name: 'Shop',
      zone: 'Europe/Berlin',
      weekStart: 'SUNDAY',
      fiscalYearStart: 4,
      purpose: 'service_improvement',
      trusted: true,
    },
    data: ['../exports', '/srv/exports'],
    host: '127.0.0.1',
    port: 4000,
    auth: {
      tokens: true,
      session: { secretEnv: 'TRIVET_KEY', idleMinutes: 30, hours: 8 },
      oidc: {
        issuer: 'https://id.example/',
        audience: 'trivet',
        jwks: null,
        rolesClaim: 'realm_access.roles',
        roles: new Map([['cx-team', 'analyst']]),
        attributesClaim: null,
        nameClaim: 'sub',
      },
      publicUrl: 'https://trivet.example/cx',
      basePath: '/cx',
      trustProxy: ['10.0.0.1'],
    },
    limits: { timeoutSeconds: 20, rows: 100_000, megabytes: 64, shutdownSeconds: 5, slowQuerySeconds: 2 },
    engine: { memoryMegabytes: 512, threads: 2, temporaryMegabytes: 1000 },
    log: { level: 'warn', requests: false },
    operations: 'persisted-only',
  });
});

test('a wrong key is reported at its line and the others count', () => {
  const { settings, problems } = parseSettings(
    'trivet.yml',
    `name: Shop
zoen: UTC
zone: Mars/Olympus
port: 70000
purpose: Service
calendar: { weekStart: TUESDAY }
`,
  );
  expect(settings.model).toMatchObject({ name: 'Shop', zone: 'UTC', purpose: null, weekStart: 'MONDAY' });
  expect(settings.port).toBeNull();
  expect(problems.map(({ code, position, message, hint }) => [code, position?.line, message, hint])).toEqual([
    ['unknown-key', 2, 'There is no key zoen here.', 'Did you mean zone?'],
    ['invalid-config', 3, 'zone must be a time zone such as UTC or Europe/Berlin.', null],
    ['invalid-config', 4, 'port must be 0 to 65535.', null],
    ['invalid-config', 6, 'weekStart cannot be TUESDAY.', 'There is: MONDAY, SUNDAY.'],
    [
      'invalid-config',
      5,
      'Service cannot be the name of a purpose.',
      'Names are lower-case letters, digits and _, such as service.',
    ],
  ]);
});

test.each([
  ['- a\n- b', 'settings must be a map of names and values, not a list.'],
  ['name: {', 'Flow map in block collection must be sufficiently indented and end with a }.'],
])('%s is no settings file', (text, message) => {
  expect(parseSettings('trivet.yml', text).problems.map((problem) => problem.message)).toContain(message);
});

test.each([
  ['auth: { tokns: true }\n', 'unknown-key'],
  ['auth:\n', 'invalid-config'],
  ['auth: { oidc: { issuer: https://id.example } }\n', 'invalid-config'],
  ['auth: { publicUrl: trivet.example }\n', 'invalid-config'],
  ['auth: { basePath: "/../x" }\n', 'invalid-config'],
  ['auth: { tokens: true\nhost: 0.0.0.0\n', 'invalid-yaml'],
])('%j is not taken for a workspace without sign-in', (written, code) => {
  const { settings, problems } = parseSettings('trivet.yml', written);
  expect(settings.auth).toBe('unreadable');
  expect(problems.map((found) => found.code)).toContain(code);
});

test('a key that does nothing is said to do nothing', () => {
  const { problems } = parseSettings('trivet.yml', 'engine: { processes: 3 }\n');
  expect(problems).toMatchObject([
    { code: 'invalid-config', severity: 'warning', message: expect.stringMatching(/^engine\.processes has no effect/) },
  ]);
});
