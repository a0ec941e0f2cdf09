import { expect, test } from '@jest/globals';
import { knownScope, knownScopes, namesOf } from '../../src/etoro/scopes.ts';
import { publishedScopes as table } from './published-scopes.ts';

test('the scopes are the ones of the published reference', () => {
  expect(knownScopes).toEqual(table);
});

test.each(table)('$short is found by its id and each of its names, in any case', (scope) => {
  const { id, short, v1, v2 } = scope;
  for (const name of [short, v1, v2]) {
    expect(knownScope(name)).toEqual(scope);
    expect(knownScope(name.toUpperCase())).toEqual(scope);
  }
  expect(knownScope(id)).toEqual(scope);
});

test.each([199, 204, 211, '200', 'real', 'read', 'trade.real:read', ''])('%j is no known scope', (scope) => {
  expect(knownScope(scope)).toBeUndefined();
});

test('users read the full name of an id, and the number of one that is not known', () => {
  expect(namesOf({ apiVersion: 'v1', scopeIds: [203, 211, 200] })).toEqual([
    'etoro-public:demo:write',
    '211',
    'etoro-public:real:read',
  ]);
});

test('users read the names of v2 as they are', () => {
  const scopeNames = ['etoro-public:trade.real:read', 'etoro-public:other:read'];
  expect(namesOf({ apiVersion: 'v2', scopeNames })).toEqual(scopeNames);
});
