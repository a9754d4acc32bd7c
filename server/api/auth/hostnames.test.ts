import { expect, test } from 'vitest';
import { publicAddress } from './hostnames.ts';

const ownNames = ['box', '192.168.1.7', 'fe80::1'];
const names = (host: string, publicUrl: string | null = null): readonly string[] =>
  publicAddress({ host, publicUrl, basePath: '', ownNames }).hostnames;

test('on this machine alone it answers to the names of this machine', () => {
  expect(names('127.0.0.1')).toEqual(['localhost', '127.0.0.1', '[::1]']);
  expect(names('::1')).toEqual(['localhost', '127.0.0.1', '[::1]']);
  expect(names('127.8.8.8')).toContain('127.8.8.8');
});

test('on one address it answers to that one, and to the public one', () => {
  expect(names('10.0.0.5')).toEqual(['10.0.0.5']);
  expect(names('10.0.0.5', 'https://CX.example/trivet')).toEqual(['10.0.0.5', 'cx.example']);
});

test('on all addresses it answers to those of this machine, and to no name of a stranger', () => {
  expect(names('0.0.0.0')).toEqual(['localhost', '127.0.0.1', '[::1]', 'box', '192.168.1.7', '[fe80::1]']);
  expect(names('::', 'https://cx.example')).toContain('cx.example');
});
