import { expect, test } from '@jest/globals';
import type { Etoro } from '../../src/etoro/client.ts';
import { RefusedCall } from '../../src/etoro/errors.ts';
import type { Retries } from '../../src/etoro/retries.ts';
import { revokeList } from '../../src/token/revoke-list.ts';
import { fakeLog, uuid } from '../fakes.ts';

test('a rate limit at the first of 50,000 tokens ends the round in little time', async () => {
  const call = { operation: 'revoke', requestId: uuid(1) } as const;
  const limit = new RefusedCall({ status: 429, errorCode: 'TooManyRequests' }, call);
  let calls = 0;
  const refuse = () => {
    calls++;
    return Promise.reject(limit);
  };
  const etoro: Etoro = {
    createUserToken: refuse,
    revokeUserToken: refuse,
    listPortfolios: refuse,
    listUserTokens: refuse,
  };
  const retries: Retries = {
    limits: () => ({ timeout: 1000, signal: new AbortController().signal }),
    waitAfter: () => Promise.resolve(),
  };
  const tokens = Array.from({ length: 50_000 }, (_, n) => ({
    userTokenId: uuid(n),
    userTokenName: 'gha-old',
    isListed: true,
  }));
  const work = revokeList(tokens, { etoro, log: fakeLog() }, () => undefined);

  const start = performance.now();
  const failures = await work.tryOnce(retries);

  expect(performance.now() - start).toBeLessThan(2000);
  expect(failures.size).toBe(50_000);
  expect(calls).toBe(1);
});
