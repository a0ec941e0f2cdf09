import { describe, expect, test } from '@jest/globals';
import { OutOfTime } from '../../src/etoro/retries.ts';
import { openLedger, type OpenToken } from '../../src/token/ledger.ts';
import { HOUR, MINUTE, noSignal, rejection, SECOND } from '../fakes.ts';
import {
  actsLate,
  answerLost,
  failsWith,
  loses,
  refuses,
  requestLost,
  works,
} from './fake-etoro.ts';
import { startMemoryJob, type MemoryJob } from './memory-job.ts';

describe('revokeAll', () => {
  test('revokes a token by its id, without looking for it', async () => {
    const { etoro, issue, revoke, names } = startMemoryJob();
    await issue();
    await revoke();
    expect(etoro.calls).toEqual(['create gha-1', 'revoke gha-1']);
    expect(names()).toEqual([]);
  });

  test('a token that is gone already is a success', async () => {
    const { etoro, issue, revoke, log } = startMemoryJob();
    const { userTokenId } = await issue();
    await etoro.revokeUserToken(userTokenId, { timeout: 1, signal: noSignal });
    await revoke();
    expect(log.lines).toEqual(['info: The user token "gha-1" is gone already.']);
  });

  test('says what it revoked', async () => {
    const { issue, revoke, log } = startMemoryJob();
    await issue();
    await revoke();
    expect(log.lines).toEqual(['info: Revoked the user token "gha-1".']);
  });

  /** What a step leaves that was killed when it had sent its create call. */
  function pending({ clock }: MemoryJob, changes: Partial<OpenToken> = {}): OpenToken {
    const sentAt = clock.now();
    const expiresAt = sentAt + HOUR;
    const whole = {
      userTokenName: 'gha-1',
      isGenerated: true,
      expiresAt,
      ipsWhitelist: [],
      sentAt,
    };
    return { ...whole, ...changes };
  }

  const ledgerOf = (...tokens: OpenToken[]) => openLedger(tokens, () => undefined);
  const mine = { userTokenName: 'mine', isGenerated: false };

  test('finds a token by its name', async () => {
    const job = startMemoryJob();
    job.etoro.addToken('gha-1');
    job.etoro.addToken('gha-11');
    await job.revoke(ledgerOf(pending(job)));
    expect(job.etoro.calls).toEqual(['list', 'revoke gha-1']);
    expect(job.names()).toEqual(['gha-11']);
  });

  test('looks for a token until it cannot appear any more', async () => {
    const job = startMemoryJob();
    await job.revoke(ledgerOf(pending(job)));
    expect(job.clock.elapsed()).toBeGreaterThan(25 * SECOND);
    expect(job.clock.elapsed()).toBeLessThan(35 * SECOND);
  });

  test('looks once for a token that cannot appear any more', async () => {
    const job = startMemoryJob();
    const token = pending(job);
    job.clock.advance(26 * SECOND);
    await job.revoke(ledgerOf(token));
    expect(job.etoro.calls).toEqual(['list']);
    expect(job.clock.sleeps).toEqual([]);
  });

  /** Has a create call sent that eToro acts on late, when nobody waits any more. */
  async function sendLate(job: MemoryJob, milliseconds: number, changes: Partial<OpenToken> = {}) {
    const token = pending(job, changes);
    const scopes = { apiVersion: 'v1', scopeIds: [201] } as const;
    const order = { ...token, scopes };
    job.etoro.plan(actsLate(milliseconds));
    await rejection(job.etoro.createUserToken(order, { timeout: SECOND, signal: noSignal }));
    return token;
  }

  test('finds a token that appears while it looks', async () => {
    const job = startMemoryJob();
    const token = await sendLate(job, 24 * SECOND);
    await job.revoke(ledgerOf(token));
    job.clock.advance(MINUTE);
    expect(job.names()).toEqual([]);
  });

  test('a list that was asked for too early proves nothing, however late it comes', async () => {
    const job = startMemoryJob();
    const token = await sendLate(job, 15 * SECOND);
    job.clock.advance(12 * SECOND);
    // The list is made up at once, and comes 26 s after the create call.
    job.etoro.plan({ ...works, takes: 14 * SECOND });
    await job.revoke(ledgerOf(token));
    job.clock.advance(MINUTE);
    expect(job.names()).toEqual([]);
  });

  test("does not touch somebody else's token of an exact name", async () => {
    const job = startMemoryJob();
    job.etoro.addToken('mine', { expiresAt: job.clock.now() + 2 * HOUR });
    await job.revoke(ledgerOf(pending(job, mine)));
    expect(job.names()).toEqual(['mine']);
  });

  test.each([undefined, ['20.1.1.2', '20.1.1.1']])(
    "finds this job's token of an exact name by its expiry and its addresses, where eToro tells them: %s",
    async (ipsWhitelist) => {
      const job = startMemoryJob();
      const expiresAt = job.clock.now() + HOUR;
      job.etoro.addToken('mine', { expiresAt, ipsWhitelist });
      const addresses = { ipsWhitelist: ['20.1.1.1', '20.1.1.2'] };
      await job.revoke(ledgerOf(pending(job, { ...mine, ...addresses })));
      expect(job.names()).toEqual([]);
    },
  );

  test("does not touch another job's token of the same exact name and second, for another address", async () => {
    const job = startMemoryJob();
    job.etoro.addToken('mine', {
      expiresAt: job.clock.now() + HOUR,
      ipsWhitelist: ['20.1.1.9'],
    });
    await job.revoke(ledgerOf(pending(job, { ...mine, ipsWhitelist: ['20.1.1.1'] })));
    expect(job.names()).toEqual(['mine']);
  });

  /** Three tokens whose ids are known. */
  const three = (job: MemoryJob) =>
    ['gha-1', 'gha-2', 'gha-3'].map((userTokenName) => {
      const { userTokenId } = job.etoro.addToken(userTokenName);
      return pending(job, { userTokenName, userTokenId });
    });

  test('one token that eToro refuses to revoke does not keep others from it', async () => {
    const job = startMemoryJob();
    job.etoro.plan(works, failsWith(refuses(403)));
    const reasons = await job.revoke(ledgerOf(...three(job)));
    expect(
      [...reasons].map(([{ userTokenName }, { message }]) => [userTokenName, message]),
    ).toEqual([['gha-2', 'eToro answered HTTP 403']]);
    expect(job.names()).toEqual(['gha-2']);
  });

  test('one token that eToro refuses to revoke does not end the tries for another', async () => {
    const job = startMemoryJob();
    job.etoro.plan(failsWith(refuses(403)), failsWith(refuses(503)));
    await job.revoke(ledgerOf(...three(job)));
    expect(job.names()).toEqual(['gha-1']);
  });

  test('a rate limit ends a round: those that follow would be turned away as well', async () => {
    const job = startMemoryJob();
    job.etoro.plan(works, failsWith(refuses(429, 'TooManyRequests', { retryAfter: SECOND })));
    await job.revoke(ledgerOf(...three(job)));
    expect(job.etoro.calls).toEqual([
      'revoke gha-1',
      'revoke gha-2',
      'revoke gha-2',
      'revoke gha-3',
    ]);
  });

  test.each([
    ['a 500', failsWith(refuses(500))],
    ["a gateway's 404", failsWith(refuses(404))],
    ['a lost request', requestLost],
    ['a lost answer', answerLost],
    ['an answer that is too large', { acts: true, error: loses(true, false) }],
    ['a connection that is refused', failsWith(loses(false))],
  ])('tries again after %s', async (_what, fate) => {
    const { etoro, issue, revoke, names } = startMemoryJob();
    await issue();
    etoro.plan(fate);
    await revoke();
    expect(names()).toEqual([]);
  });

  test('gives failures a minute', async () => {
    const { clock, etoro, issue, revoke } = startMemoryJob();
    await issue();
    etoro.always('revoke', requestLost);
    const [reason] = (await revoke()).values();
    expect(reason).toBeInstanceOf(OutOfTime);
    expect(clock.elapsed()).toBeGreaterThan(45 * SECOND);
    expect(clock.elapsed()).toBeLessThanOrEqual(MINUTE);
  });

  test("gives eToro's rate limit two and a half", async () => {
    const { clock, etoro, issue, revoke, names } = startMemoryJob();
    await issue();
    const limited = failsWith(refuses(429, 'TooManyRequests', { retryAfter: MINUTE }));
    etoro.plan(limited, limited);
    await revoke();
    expect(clock.elapsed()).toBeGreaterThan(2 * MINUTE);
    expect(names()).toEqual([]);
  });

  test('gives up at once where eToro refuses for good, and tells what is left', async () => {
    const { clock, etoro, issue, revoke } = startMemoryJob();
    await issue();
    etoro.plan(failsWith(refuses(401, 'Unauthorized')));
    expect([...(await revoke()).values()].map(({ message }) => message)).toEqual([
      'eToro answered HTTP 401 Unauthorized',
    ]);
    expect(clock.elapsed()).toBe(0);
  });

  test('a token that was not found until it could not appear any more stays in the ledger, without a reason', async () => {
    const job = startMemoryJob();
    const left = ledgerOf(pending(job));
    expect((await job.revoke(left)).size).toBe(0);
    expect(left.tokens()).toHaveLength(1);
  });

  test('keeps a token that was handed out, and revokes the orphans of the same job', async () => {
    const { clock, etoro, issue, ledger, revoke, names } = startMemoryJob();
    etoro.plan(actsLate(15 * SECOND));
    const { userTokenName } = await issue();
    ledger.keep(userTokenName);
    clock.advance(MINUTE);
    await revoke();
    expect(names()).toEqual([userTokenName]);
  });

  test('keeps a token that was handed out under an exact name, also when a try before it was lost', async () => {
    const { clock, etoro, issue, ledger, revoke, names } = startMemoryJob({ tokenName: 'mine' });
    etoro.plan(requestLost);
    ledger.keep((await issue()).userTokenName);
    clock.advance(MINUTE);
    await revoke();
    expect(names()).toEqual(['mine']);
  });

  test('one token of an exact name does not settle two tries: the other may still appear', async () => {
    const { clock, etoro, issue, revoke, names } = startMemoryJob({ tokenName: 'mine' });
    const killed = new Error('killed');
    etoro.plan(actsLate(20 * SECOND), works, { acts: true, error: () => killed });
    expect(await rejection(issue())).toBe(killed);
    await revoke();
    clock.advance(MINUTE);
    expect(names()).toEqual([]);
  });

  // Found by a property test: the lost call claimed the listing of the token whose id is known, and its own came later.
  test('a lost call of an exact name does not claim the token of another call', async () => {
    const job = startMemoryJob();
    const lost = await sendLate(job, 20 * SECOND, mine);
    const { userTokenId } = job.etoro.addToken('mine', { expiresAt: lost.expiresAt });
    job.etoro.plan(failsWith(refuses(503)));
    await job.revoke(ledgerOf(lost, pending(job, { ...mine, userTokenId })));
    job.clock.advance(MINUTE);
    expect(job.names()).toEqual([]);
  });
});

describe('revokeAll in a hurry', () => {
  /** A job that is cancelled while its post step is at work. */
  function cancelledStage(calls: number) {
    const hurry = new AbortController();
    const job = startMemoryJob({
      onBoundary: () => {
        if (job.etoro.calls.length === calls) hurry.abort(new Error('stopped'));
      },
    });
    return { ...job, hurry: hurry.signal };
  }

  test('makes one more try without waiting', async () => {
    const { clock, etoro, issue, revoke, names, hurry } = cancelledStage(2);
    await issue();
    etoro.plan(failsWith(refuses(503)));
    expect((await revoke(undefined, hurry)).size).toBe(0);
    expect(etoro.calls).toEqual(['create gha-1', 'revoke gha-1', 'revoke gha-1']);
    expect(clock.elapsed()).toBe(0);
    expect(names()).toEqual([]);
  });

  test('gives up after that, and says that it was stopped', async () => {
    const { etoro, issue, revoke, hurry } = cancelledStage(2);
    await issue();
    etoro.always('revoke', failsWith(refuses(503)));
    const reasons = await revoke(undefined, hurry);
    expect([...reasons.values()].map(({ message }) => message)).toEqual(['stopped']);
    expect(etoro.calls).toHaveLength(3);
  });
});
