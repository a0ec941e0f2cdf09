import { format, inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../src/secrets/secret.ts';
import { USER_KEY } from '../fakes.ts';

const secret = new Secret(USER_KEY);

describe('a Secret', () => {
  test.each([
    ['a template', () => `the key ${secret.toString()} is`],
    ['String()', () => String(secret)],
    ['JSON', () => JSON.stringify({ secret })],
    ['inspect', () => inspect({ deep: { secret } }, { showHidden: true, depth: null })],
    ['format', () => format('%s %o %j', secret, secret, secret)],
    ['its own properties', () => Reflect.ownKeys(secret).join()],
    ['an error that holds it', () => inspect(new Error('no', { cause: { secret } }))],
    ['a class that holds it', () => inspect(Object.assign(new Error('no'), { secret }))],
  ])('does not show in %s', (_where, show) => {
    expect(show()).not.toContain(USER_KEY);
  });

  test('shows as ***, so that a reader knows what it is', () => {
    expect(JSON.stringify({ secret })).toBe('{"secret":"***"}');
    expect(inspect(secret)).toBe('***');
  });

  test('is revealed when asked', () => {
    expect(secret.reveal()).toBe(USER_KEY);
  });
});
