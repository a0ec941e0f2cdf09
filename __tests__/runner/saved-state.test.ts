import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isKeyOf, openSavedLedger, readSavedState } from '../../src/runner/saved-state.ts';
import { Secret } from '../../src/secrets/secret.ts';
import type { OpenToken } from '../../src/token/ledger.ts';
import { USER_KEY, uuid } from '../fakes.ts';
import { startRunner, valuesIn, type Runner } from '../runner.ts';

let runner: Runner;
beforeEach(() => {
  runner = startRunner();
});
afterEach(() => {
  runner.close();
});

const apiUrl = new URL('https://gateway.example:8443/etoro/');
const userKey = new Secret(USER_KEY);
const lost: OpenToken = {
  userTokenName: 'mine "quoted"\nand more',
  isGenerated: false,
  expiresAt: Date.UTC(2026, 11, 31, 23, 59, 59),
  ipsWhitelist: ['20.102.38.7'],
  sentAt: 1_780_315_200_123,
};
const held: OpenToken = { ...lost, userTokenId: uuid(2) };

const open = () => openSavedLedger(apiUrl, uuid(1), userKey);

/** Does what the runner does between the two steps, and reads what the post step gets. */
function handedOver() {
  for (const [name, value] of Object.entries(valuesIn(runner.read('GITHUB_STATE')))) {
    process.env[`STATE_${name}`] = value;
  }
  return readSavedState();
}

describe('the saved ledger', () => {
  test('reaches the post step as it was', () => {
    open().add(lost);
    expect(handedOver()).toEqual({
      apiUrl: 'https://gateway.example:8443/etoro/',
      agentPortfolioId: uuid(1),
      userKeyDigest: expect.any(String),
      tokens: [lost],
    });
  });

  test('keeps its times to the millisecond', () => {
    const time = fc.integer({ min: 0, max: Date.UTC(9999, 0) });
    fc.assert(
      fc.property(time, time, (expiresAt, sentAt) => {
        open().add({ ...lost, expiresAt, sentAt });
        expect(handedOver()?.tokens).toEqual([{ ...lost, expiresAt, sentAt }]);
      }),
      { numRuns: 30 },
    );
  });

  test('is in the file before add returns, so that a kill cannot lose it', () => {
    open().add(lost);
    expect(runner.read('GITHUB_STATE')).toContain(uuid(1));
  });

  test('has the id of a token before identify returns', () => {
    const ledger = open();
    ledger.add(lost);
    ledger.identify(lost, uuid(2));
    expect(handedOver()?.tokens).toEqual([held]);
  });

  test('forgets what was removed, and nothing else', () => {
    const ledger = open();
    ledger.add(lost);
    ledger.add(held);
    ledger.remove(lost);
    expect(handedOver()?.tokens).toEqual([held]);
  });

  test('keeps what was given up, so that the post step looks once more', () => {
    const ledger = open();
    ledger.add(lost);
    ledger.add(held);
    ledger.giveUp(lost);
    expect(handedOver()?.tokens).toEqual([lost, held]);
  });

  test('forgets every call of the name of a token that is to stay', () => {
    const ledger = open();
    const other = { ...lost, userTokenName: 'another' };
    ledger.add(lost);
    ledger.add(other);
    ledger.add(held);
    ledger.keep(held.userTokenName);
    expect(handedOver()?.tokens).toEqual([other]);
  });

  test('is nothing when the step sent no create call', () => {
    open();
    expect(handedOver()).toBeUndefined();
  });

  test('is empty when all was settled', () => {
    const ledger = open();
    ledger.add(lost);
    ledger.remove(lost);
    expect(handedOver()?.tokens).toEqual([]);
  });
});

describe('the digest of the user key', () => {
  const digest = () => {
    open().add(lost);
    return handedOver()?.userKeyDigest ?? '';
  };

  test('recognises the key', () => {
    open().add(lost);
    const state = handedOver();
    expect(state && isKeyOf(state, userKey)).toBe(true);
  });

  test('recognises no other key', () => {
    open().add(lost);
    const state = handedOver();
    for (const other of [`${USER_KEY}x`, USER_KEY.slice(1), USER_KEY.toUpperCase(), '']) {
      expect(state && isKeyOf(state, new Secret(other))).toBe(false);
    }
  });

  test('is another one in each job, so that states cannot be compared', () => {
    const digests = Array.from({ length: 20 }, digest);
    expect(new Set(digests).size).toBe(20);
    const halves = digests.flatMap((text) => text.split(':'));
    expect(new Set(halves).size).toBe(40);
  });

  test('is salted with 16 bytes, and only half of one', () => {
    expect(digest()).toMatch(/^[0-9a-f]{32}:[0-9a-f]{32}$/);
  });

  test('holds nothing of the key', () => {
    open().add(lost);
    const text = runner.read('GITHUB_STATE').toLowerCase();
    for (const form of [USER_KEY, btoa(USER_KEY), Buffer.from(USER_KEY).toString('hex')]) {
      for (let at = 0; at + 8 <= form.length; at++) {
        expect(text).not.toContain(form.slice(at, at + 8).toLowerCase());
      }
    }
  });

  test.each(['', ':', 'salt', 'salt:'])('%j is of no key', (userKeyDigest) => {
    const state = { apiUrl: apiUrl.href, agentPortfolioId: uuid(1), userKeyDigest, tokens: [] };
    expect(isKeyOf(state, userKey)).toBe(false);
  });
});

describe('a state that cannot be read', () => {
  const good = {
    apiUrl: apiUrl.href,
    agentPortfolioId: uuid(1),
    userKeyDigest: 'salt:digest',
    tokens: [held],
  };
  const withToken = (change: object) => ({ ...good, tokens: [{ ...held, ...change }] });

  test('is not this one', () => {
    process.env['STATE_tokens'] = JSON.stringify(good);
    expect(readSavedState()).toEqual(good);
  });

  test('is told to be no JSON', () => {
    process.env['STATE_tokens'] = '{"apiUrl":';
    expect(readSavedState).toThrow('JSON');
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a number', 1],
    ['no members', {}],
    ['a URL that is no text', { ...good, apiUrl: 1 }],
    ['no digest', { ...good, userKeyDigest: undefined }],
    ['a portfolio that is no UUID', { ...good, agentPortfolioId: '../1' }],
    ['a portfolio that is no text', { ...good, agentPortfolioId: [uuid(1)] }],
    ['tokens that are no list', { ...good, tokens: {} }],
    ['a token that is null', { ...good, tokens: [held, null] }],
    ['a token without a name', withToken({ userTokenName: 1 })],
    ['a token of unknown origin', withToken({ isGenerated: 1 })],
    ['a token without an expiry', withToken({ expiresAt: null })],
    ['a token with an expiry that is a text', withToken({ expiresAt: '2026-12-31T23:59:59Z' })],
    ['a token with an expiry beyond all dates', withToken({ expiresAt: 8.64e15 + 1 })],
    ['a token never sent', withToken({ sentAt: '1' })],
    ['a token sent beyond all dates', withToken({ sentAt: -8.64e15 - 1 })],
    ['addresses that are no list', withToken({ ipsWhitelist: '20.102.38.7' })],
    ['an address that is no text', withToken({ ipsWhitelist: [1] })],
    ['a token id that is no UUID', withToken({ userTokenId: '../1' })],
  ])('is told, not taken for nothing: %s', (_what, state) => {
    process.env['STATE_tokens'] = JSON.stringify(state);
    expect(readSavedState).toThrow('The state that the step saved cannot be read.');
  });
});
