import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Scopes } from '../../src/etoro/scopes.ts';
import { parseScopes, tradesRealMoney, unknownScopes } from '../../src/inputs/scopes.ts';
import { publishedScopes as table } from '../etoro/published-scopes.ts';
import { problemOf, valueOf } from '../fakes.ts';

const row = fc.constantFrom(...table);
const separator = fc.constantFrom(',', ' ', '\n', ', ', '\r\n', ' , ');

const v1 = (text: string) => parseScopes(text, 'v1');
const v2 = (text: string) => parseScopes(text, 'v2');

/** A scope and one of the ways to write it, in any case. */
function written(forms: (scope: (typeof table)[number]) => string[]) {
  return row.chain((scope) =>
    fc.tuple(fc.constantFrom(...forms(scope)), fc.infiniteStream(fc.boolean())).map(([form, upper]) => ({
      scope,
      text: form.replace(/./g, (letter) => (upper.next().value ? letter.toUpperCase() : letter)),
    })),
  );
}

const inV1 = written(({ short, id, v1 }) => [short, v1, String(id)]);
const inV2 = written(({ short, v1, v2 }) => [short, v1, v2]);

describe('v1', () => {
  test('takes each scope by id, short name and full name, in any case and order, and drops repeats', () => {
    fc.assert(
      fc.property(fc.array(inV1, { minLength: 1 }), separator, (items, between) => {
        expect(valueOf(v1(items.map(({ text }) => text).join(between)))).toEqual({
          apiVersion: 'v1',
          scopeIds: [...new Set(items.map(({ scope }) => scope.id))],
        } satisfies Scopes);
      }),
    );
  });

  test('passes on a positive integer that it does not know, and says that this one is unknown', () => {
    const unknown = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }).filter((id) => id < 200 || id > 203);
    fc.assert(
      fc.property(unknown, (id) => {
        const scopes = valueOf(v1(`200 ${id} demo:write`));
        expect(scopes).toEqual({ apiVersion: 'v1', scopeIds: [200, id, 203] });
        expect(unknownScopes(scopes)).toEqual([String(id)]);
      }),
    );
  });

  test.each(['0', '-200', '0200', '2e2', '200.0', '0xc8', '+200', '9007199254740993', '२००'])(
    'does not take %s for an id',
    (text) => {
      expect(problemOf(v1(text))).toContain(`"${text}"`);
    },
  );

  test('each unknown name is a problem that lists the known ones', () => {
    const problem = problemOf(v1('real:admin, demo:read, demo:admin'));
    expect(problem).toMatch(/"real:admin".*"demo:admin"/);
    for (const { short } of table) expect(problem).toContain(short);
  });

  test.each(table)('says how to write $v2 instead', ({ short, v2: name }) => {
    expect(problemOf(v1(name))).toContain(`Write ${short}, or set api-version: v2.`);
  });

  test('a list without an item is a problem', () => {
    expect(problemOf(v1(' ,\n'))).toContain('no scope');
  });
});

describe('v2', () => {
  test('takes each scope by short name, v1 name and v2 name, in any case and order, and drops repeats', () => {
    fc.assert(
      fc.property(fc.array(inV2, { minLength: 1 }), separator, (items, between) => {
        expect(valueOf(v2(items.map(({ text }) => text).join(between)))).toEqual({
          apiVersion: 'v2',
          scopeNames: [...new Set(items.map(({ scope }) => scope.v2))],
        } satisfies Scopes);
      }),
    );
  });

  test.each(table)('a bare $id is a problem that names the scope it stands for', (scope) => {
    const problem = problemOf(v2(String(scope.id)));
    expect(problem).toContain(scope.v2);
    expect(problem).toContain(scope.short);
  });

  test('takes a full name that it does not know as it is, once, and says that it is unknown', () => {
    const scopes = valueOf(v2('etoro-public:trade.options:read ETORO-PUBLIC:trade.OPTIONS:read demo:read'));
    expect(scopes).toEqual({
      apiVersion: 'v2',
      scopeNames: ['etoro-public:trade.options:read', 'etoro-public:trade.demo:read'],
    });
    expect(unknownScopes(scopes)).toEqual(['etoro-public:trade.options:read']);
  });

  test.each(['real:admin', 'etoro-public:real:admin', 'trade.real:read', '211'])(
    '%s is a problem that lists the known names',
    (text) => {
      const problem = problemOf(v2(text));
      expect(problem).toContain(`"${text}"`);
      for (const { short } of table) expect(problem).toContain(short);
    },
  );
});

test.each([
  ['real:write', true],
  ['demo:write', false],
  ['real:read', false],
  ['demo:read', false],
  ['demo:read real:write demo:write', true],
  ['etoro-public:trade.new:write', false],
])('%s trades real money: %s, in both versions', (text, expected) => {
  const inV1 = text.replace(/^etoro.*/, '999');
  expect([valueOf(v1(inV1)), valueOf(v2(text))].map(tradesRealMoney)).toEqual([expected, expected]);
});
