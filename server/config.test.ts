import { describe, expect, test } from 'vitest';
import { TrivetError } from './lib/errors.ts';
import { isLoopback, openDoorNotes, readConfig, refuseOpenDoor } from './config.ts';
import { completeAuth } from './model/auth-settings.ts';

const read = (...argv: string[]) => readConfig(argv, {}, '/srv/trivet');

describe('the command line', () => {
  test('serve takes the current folder, this machine and the port of the workspace unless told', () => {
    expect(read('serve')).toMatchObject({
      command: 'serve',
      workspace: '/srv/trivet',
      host: null,
      port: null,
      dataFolders: [],
    });
    expect(read('serve', 'demo', '--port', '4100', '--data', '../data')).toMatchObject({
      workspace: '/srv/trivet/demo',
      port: 4100,
      dataFolders: ['/srv/data'],
    });
  });

  test('a notebook is named by its slug or its file', () => {
    expect(read('run', 'notebooks/late-deliveries.md', '--param', 'region=South', '--param', 'note=a=b')).toMatchObject(
      {
        subject: 'late-deliveries',
        params: { region: 'South', note: 'a=b' },
      },
    );
  });

  test('the environment stands below the flags', () => {
    expect(readConfig(['serve'], { TRIVET_PORT: '4300' }, '/srv').port).toBe(4300);
    expect(readConfig(['serve', '--port', '4301'], { TRIVET_PORT: '4300' }, '/srv').port).toBe(4301);
  });

  test.each([
    [['serv'], 'No command is called serv.', 'Did you mean serve?'],
    [['serve', '--prot', '1'], 'The flag --prot is not understood.', 'Did you mean port?'],
    [['serve', '--port', 'x'], 'x is no port.', 'A port is a whole number from 0 to 65535.'],
    [['serve', '--port', '65536'], '65536 is no port.', 'A port is a whole number from 0 to 65535.'],
    [['run'], 'trivet run needs the name of a notebook.', 'For example: trivet run late-parcels'],
    [['run', 'x', '--param', 'region'], '--param region has no value.', 'Write --param name=value.'],
    [['serve', '--scale', '0'], '0 is no scale.', 'A scale is a number above 0 and at most 100.'],
  ])('%j is refused with the way out', (argv, message, hint) => {
    expect(() => readConfig(argv, {}, '/srv')).toThrow(
      expect.objectContaining({ code: 'invalid-config', message, hint }),
    );
  });
});

describe('the address', () => {
  test.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1'])('%s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true);
    expect(() => refuseOpenDoor(host, false)).not.toThrow();
  });

  test.each(['0.0.0.0', '::', '10.0.0.1', 'trivet.example', '128.0.0.1'])(
    '%s is refused where nobody has to sign in',
    (host) => {
      expect(() => refuseOpenDoor(host, true)).not.toThrow();
      expect(() => refuseOpenDoor(host, false)).toThrow(TrivetError);
      expect(() => refuseOpenDoor(host, false)).toThrow(expect.objectContaining({ code: 'authentication-required' }));
    },
  );
});

describe('listening beyond this machine', () => {
  const auth = completeAuth({});

  test('without TLS is said at the start, with the way out', () => {
    expect(openDoorNotes('0.0.0.0', auth)).toEqual([expect.stringContaining('without TLS')]);
    expect(openDoorNotes('0.0.0.0', completeAuth({ publicUrl: 'http://trivet.example' }))).toHaveLength(1);
  });

  test('is not said where a proxy is told of, or nobody else can reach the server', () => {
    expect(openDoorNotes('0.0.0.0', completeAuth({ publicUrl: 'https://trivet.example' }))).toEqual([]);
    expect(openDoorNotes('0.0.0.0', completeAuth({ trustProxy: true }))).toEqual([]);
    expect(openDoorNotes('127.0.0.1', auth)).toEqual([]);
    expect(openDoorNotes(null, auth)).toEqual([]);
  });
});
