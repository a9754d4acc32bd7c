import { describe, expect, test } from 'vitest';
import { caseModel } from '../../testing/case-workspace.ts';
import { refuseUnknownNames } from './run-token-command.ts';
import { expiryOf, parseTokenCommand } from './token-command.ts';

const now = new Date('2026-01-31T12:00:00Z');

test('everything about a token can be said', () => {
  expect(
    parseTokenCommand(['create'], {
      name: 'bi',
      role: 'leader',
      attribute: ['regions=North,South', 'country=DE', 'plant=7,'],
      purpose: 'reporting',
      view: ['nps', 'revenue'],
      expires: 'P1Y',
    }),
  ).toEqual({
    act: 'create',
    asked: {
      name: 'bi',
      role: 'leader',
      attributes: new Map<string, unknown>([
        ['regions', ['North', 'South']],
        ['country', 'DE'],
        ['plant', ['7']],
      ]),
      purpose: 'reporting',
      views: ['nps', 'revenue'],
    },
    expires: 'P1Y',
    print: false,
  });
});

test('a token ends after ninety days unless said otherwise', () => {
  expect(parseTokenCommand(['create', 'anna'], { role: 'analyst' })).toMatchObject({
    asked: { name: 'anna', purpose: null, views: null },
    expires: 'P90D',
  });
});

test.each([
  ['P90D', '2026-05-01T12:00:00.000Z'],
  ['P1Y', '2027-01-31T12:00:00.000Z'],
  ['P2W', '2026-02-14T12:00:00.000Z'],
  ['PT6H', '2026-01-31T18:00:00.000Z'],
  ['2026-12-24', '2026-12-24T00:00:00.000Z'],
])('%s ends at %s', (written, at) => {
  expect(expiryOf(written, now)?.toISOString()).toBe(at);
});

test('never is no end', () => {
  expect(expiryOf('never', now)).toBeNull();
});

test.each([
  [[], {}, 'trivet token needs to be told what to do.', 'There is: create, list, revoke.'],
  [['creat'], {}, 'trivet token cannot creat.', 'Did you mean create?'],
  [['create'], { role: 'analyst' }, 'trivet token create needs a name.', 'For example: trivet token create --name bi'],
  [['revoke'], {}, 'trivet token revoke needs a name.', 'For example: trivet token revoke --name bi'],
  [['create', 'bi'], {}, 'trivet token create needs a role.', 'Write --role leader, analyst, builder or admin.'],
  [['create', 'bi'], { role: 'root' }, 'No role is called root.', 'Write --role leader, analyst, builder or admin.'],
  [
    ['create', '../bi'],
    { role: 'leader' },
    '"../bi" is no name for a token.',
    'Up to 64 letters, digits and . _ @ + - are.',
  ],
  [
    ['create', 'bi'],
    { role: 'leader', attribute: ['regions'] },
    '--attribute regions has no value.',
    'Write --attribute regions=North,South.',
  ],
])('%j %j is refused with the way out', (words, flags, message, hint) => {
  expect(() => parseTokenCommand(words, flags)).toThrow(
    expect.objectContaining({ code: 'invalid-config', message, hint }),
  );
});

test.each(['P', 'P1S', 'tomorrow', '2026-13-01', '-P1D', 'P1.5D'])('%s is no time to expire', (written) => {
  expect(() => expiryOf(written, now)).toThrow(
    expect.objectContaining({ code: 'invalid-config', message: `${written} is no time to expire.` }),
  );
});

test('an end that is over is refused', () => {
  expect(() => expiryOf('2026-01-31', now)).toThrow('2026-01-31 is over already.');
  expect(() => expiryOf('P0D', now)).toThrow('P0D is over already.');
});

describe('a new token', () => {
  const asked = { name: 'bi', role: 'leader', attributes: new Map(), purpose: null, views: null } as const;
  const create = { act: 'create', expires: 'never', print: false } as const;
  const model = caseModel({ files: { 'views.yml': 'version: 1\nviews: { overview: { metrics: [nps] } }\n' } });

  test.each([
    [{ views: ['overvew'] }, 'unknown-view', 'Did you mean overview?'],
    [{ purpose: 'reserch' }, 'unknown-purpose', 'Did you mean research?'],
  ])('for %j is refused, for the model has no such thing', (wrong, code, hint) => {
    expect(() => refuseUnknownNames({ ...create, asked: { ...asked, ...wrong } }, model)).toThrow(
      expect.objectContaining({ code, hint }),
    );
  });

  test('for a view and a purpose of the model may be made', () => {
    const right = { ...asked, views: ['overview'], purpose: 'research' };
    expect(() => refuseUnknownNames({ ...create, asked: right }, model)).not.toThrow();
  });
});
