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
auth: { kind: jwt }
limits: { timeoutSeconds: 20, rows: 100000, megabytes: 64 }
engine: { memoryMegabytes: 512, threads: 2, processes: 3, temporaryMegabytes: 1000 }
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
    auth: { kind: 'jwt' },
    limits: { timeoutSeconds: 20, rows: 100_000, megabytes: 64 },
    engine: { memoryMegabytes: 512, threads: 2, processes: 3, temporaryMegabytes: 1000 },
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
