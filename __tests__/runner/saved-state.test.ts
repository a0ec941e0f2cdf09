import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openLedger, readLedger, type PendingToken } from '../src/state.ts';
import { uuid } from './fakes.ts';
import { startRunner, valuesIn, type Runner } from './runner.ts';

let runner: Runner;
beforeEach(() => {
  runner = startRunner();
});
afterEach(() => {
  runner.close();
});

const target = {
  apiUrl: new URL('https://gateway.example:8443/etoro/'),
  agentPortfolioId: uuid(1),
};
const pending: PendingToken = {
  userTokenName: 'mine "quoted"\nand more',
  generated: false,
  expiresAt: '2026-12-31T23:59:59Z',
  ipsWhitelist: [],
  sentAt: 1_780_315_200_123,
};
const known: PendingToken = { ...pending, userTokenId: uuid(2) };

/** Does what the runner does between the two steps. */
function handOver(): void {
  for (const [name, value] of Object.entries(valuesIn(runner.read('GITHUB_STATE')))) {
    process.env[`STATE_${name}`] = value;
  }
}
const handedOver = () => {
  handOver();
  return readLedger();
};

describe('the ledger', () => {
  test('reaches the post step as it was', () => {
    openLedger(target).add(pending);
    const left = handedOver();
    expect(left).toEqual({ ...target, tokens: [pending] });
    expect(left?.apiUrl.href).toBe(target.apiUrl.href);
  });

  test('is in the file before add returns, so that a kill cannot lose it', () => {
    openLedger(target).add(pending);
    expect(runner.read('GITHUB_STATE')).toContain(uuid(1));
  });

  test('knows what replaced a token', () => {
    const ledger = openLedger(target);
    ledger.add(pending);
    ledger.replace(pending, known);
    expect(handedOver()?.tokens).toEqual([known]);
  });

  test('forgets what was removed, and nothing else', () => {
    const ledger = openLedger(target);
    ledger.add(pending);
    ledger.add(known);
    ledger.remove(pending);
    expect(handedOver()?.tokens).toEqual([known]);
  });

  test('forgets every call of the name of a token that is to stay', () => {
    const ledger = openLedger(target);
    const other = { ...pending, userTokenName: 'another' };
    ledger.add(pending);
    ledger.add(other);
    ledger.add(known);
    ledger.keep(known);
    expect(handedOver()?.tokens).toEqual([other]);
  });

  test('is nothing when the step sent no create call', () => {
    openLedger(target);
    expect(handedOver()).toBeUndefined();
  });

  test('is empty when all was settled', () => {
    const ledger = openLedger(target);
    ledger.add(pending);
    ledger.remove(pending);
    expect(handedOver()?.tokens).toEqual([]);
  });
});

describe('a state that cannot be read', () => {
  const good = {
    apiUrl: target.apiUrl.href,
    agentPortfolioId: target.agentPortfolioId,
    tokens: [known],
  };

  test('is not this one', () => {
    process.env['STATE_tokens'] = JSON.stringify(good);
    expect(readLedger()?.tokens).toEqual([known]);
  });

  test.each([
    ['no JSON', '{"apiUrl":'],
    ['null', 'null'],
    ['a number', '1'],
    ['no members', '{}'],
    ['no URL', JSON.stringify({ ...good, apiUrl: 'nowhere' })],
    ['a URL that is not safe', JSON.stringify({ ...good, apiUrl: 'http://eve.example' })],
    ['a URL that is no text', JSON.stringify({ ...good, apiUrl: 1 })],
    ['a portfolio that is no UUID', JSON.stringify({ ...good, agentPortfolioId: '../1' })],
    ['tokens that are no list', JSON.stringify({ ...good, tokens: {} })],
    ['a token that is null', JSON.stringify({ ...good, tokens: [known, null] })],
    [
      'a token without a name',
      JSON.stringify({ ...good, tokens: [{ ...known, userTokenName: 1 }] }),
    ],
    [
      'a token of unknown origin',
      JSON.stringify({ ...good, tokens: [{ ...known, generated: 1 }] }),
    ],
    [
      'a token without an expiry',
      JSON.stringify({ ...good, tokens: [{ ...known, expiresAt: null }] }),
    ],
    ['a token never sent', JSON.stringify({ ...good, tokens: [{ ...known, sentAt: '1' }] })],
    [
      'a token id that is no UUID',
      JSON.stringify({ ...good, tokens: [{ ...known, userTokenId: '../1' }] }),
    ],
  ])('is told, not taken for nothing: %s', (_what, text) => {
    process.env['STATE_tokens'] = text;
    expect(readLedger).toThrow(Error);
  });
});
