import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startEtoroClock } from '../../src/etoro/clock.ts';
import { EtoroError } from '../../src/etoro/errors.ts';
import { startRetries } from '../../src/etoro/retries.ts';
import { startBudget, type Budget } from '../../src/time/budget.ts';
import { issueUserToken } from '../../src/token/issue.ts';
import type { IssuedUserToken } from '../../src/token/create.ts';
import { openLedger, type OpenToken } from '../../src/token/ledger.ts';
import { settleOnce } from '../../src/token/lost.ts';
import { revokeAll } from '../../src/token/revoke.ts';
import { fakeClock, fakeLog, HOUR, MINUTE, noSignal, SECOND } from '../fakes.ts';
import { breaks, fakeEtoro, loses, refuses, type Failure, type Fate } from './fake-etoro.ts';

/** The step is killed: nothing of it runs any more. */
class Killed extends Error {}

/** Whatever may become of a call that eToro has, or has not, acted on. */
const uncertain = fc.constantFrom<Failure>(
  loses(true),
  loses(true, false),
  refuses(500, 'UnhandledException'),
  refuses(502),
  refuses(408),
  breaks,
);
/** What becomes of one that it has not. */
const certain = fc.constantFrom<Failure>(
  loses(false),
  refuses(429, 'TooManyRequests', { retryAfter: 2 * SECOND }),
  refuses(429),
);
const final = fc.constantFrom<Failure>(
  loses(false, false),
  refuses(400, 'ValidationFailed'),
  refuses(401, 'Unauthorized'),
);
/** An answer may come when nobody waits for it any more: a call is waited for 20 s at the most. */
const takes = fc.oneof(
  { weight: 3, arbitrary: fc.nat(500) },
  { weight: 1, arbitrary: fc.nat(30 * SECOND) },
);
/** eToro may go on with a call for a while when nobody waits for it any more. */
const late = fc.integer({ min: 1, max: 24 * SECOND });

const passing: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ acts: fc.constant(true), takes }) },
  {
    weight: 4,
    arbitrary: fc.record({ acts: fc.oneof(fc.boolean(), late), error: uncertain, takes }),
  },
  { weight: 2, arbitrary: fc.record({ acts: fc.constant(false), error: certain, takes }) },
);
const duringStep: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 12, arbitrary: passing },
  { weight: 1, arbitrary: fc.record({ acts: fc.constant(false), error: final }) },
  {
    weight: 1,
    arbitrary: fc.record({
      acts: fc.boolean(),
      error: fc.constant<Failure>(() => new Killed()),
    }),
  },
);
/** In the end eToro can be reached, and keeps what it promises. */
const duringPost = passing.filter(({ error }) => error !== breaks);

type Job = typeof job extends fc.Arbitrary<infer T> ? T : never;
const job = fc.record({
  step: fc.array(duringStep, { maxLength: 12 }),
  post: fc.array(duringPost, { maxLength: 4 }),
  tokenName: fc.constantFrom(null, 'mine'),
  /** How far eToro's clock is ahead of the runner's; where it does not tell the time, nobody could know. */
  clock: fc.constantFrom(
    { clockError: 0, tellsTime: true },
    { clockError: 0, tellsTime: false },
    { clockError: 3 * HOUR, tellsTime: true },
    { clockError: -3 * HOUR, tellsTime: true },
  ),
  /** How long the job works between the two steps. */
  work: fc.oneof(fc.constant(0), fc.nat(2 * MINUTE)),
  random: fc.double({ min: 0, max: 0.999, noNaN: true }),
  /** Whether the portfolio has room for one token more only. */
  isFull: fc.boolean(),
});

/**
 * Plays a job against an eToro of which each call may go wrong in any way, and tells what is left of it. At every moment
 * the post step would know of every token there is, or may be, and a step with a generated name has three tokens alive at
 * the most.
 */
async function play(
  { step, post, tokenName, clock: { clockError, tellsTime }, work, random, isFull }: Job,
  { revoke }: { revoke: boolean },
) {
  const clock = fakeClock();
  const log = fakeLog();
  let saved: readonly OpenToken[] = [];
  const save = (tokens: readonly OpenToken[]) => {
    saved = tokens;
  };
  const stepClock = startEtoroClock(clock, () => undefined);
  const past = clock.now() + Math.min(0, clockError) - MINUTE;
  let isPost = false;
  const etoro = fakeEtoro({
    clock,
    etoroClock: stepClock,
    clockError,
    tellsTime,
    ...(isFull && { limit: 4 }),
    onBoundary() {
      if (isPost) return;
      const alive = etoro.tokens().filter(({ isOurs }) => isOurs);
      const noted = new Set(saved.map(({ userTokenName }) => userTokenName));
      const names = [...alive.map(({ userTokenName }) => userTokenName), ...etoro.onTheWay()];
      for (const name of names) expect(noted).toContain(name);
      if (tokenName === null) expect(alive.length).toBeLessThanOrEqual(3);
    },
  });
  const others = [
    etoro.addToken('somebody-else', { expiresAt: past }),
    etoro.addToken('gha-alive', { expiresAt: clock.now() + clockError + 5 * HOUR }),
    etoro.addToken('gha-for-ever', { expiresAt: 'never' }),
  ];
  etoro.addToken('gha-expired', { expiresAt: past });

  const retriesIn = (budget: Budget) =>
    startRetries(budget, { clock, random: () => random, log, signal: noSignal });
  const tools = { etoro, etoroClock: stepClock, clock, log, secrets: log.secrets };
  const ledger = openLedger([], save);
  let names = 0;
  let handedOut: IssuedUserToken | undefined;
  etoro.plan(...step);
  try {
    handedOut = await issueUserToken(
      {
        name: tokenName ?? (() => `gha-made-${++names}`),
        scopes: { apiVersion: 'v1', scopeIds: [201] },
        ipsWhitelist: [],
        expiresIn: HOUR,
      },
      { ...tools, ledger, retries: retriesIn(startBudget(5 * MINUTE, clock)) },
    );
    if (!revoke) ledger.keep(handedOut.userTokenName);
  } catch (error) {
    // The job failed, or was killed; the post step runs all the same. A test that fails must not look like that.
    if (!(error instanceof Killed || isFailure(error))) throw error;
  }
  etoro.forgetPlan();

  clock.advance(work);
  isPost = true;
  etoro.plan(...post);
  const left = openLedger(saved, () => undefined);
  const tenMinutes = () => startBudget(10 * MINUTE, clock);
  await revokeAll(
    {
      left: () => left.unsettled(),
      tryOnce: (retries) => settleOnce({ ...tools, ledger: left, retries }),
      giveUp: (token) => {
        left.giveUp(token);
      },
    },
    {
      ...{ clock, log, hurry: noSignal, startRetries: retriesIn },
      total: tenMinutes(),
      startFailureBudget: tenMinutes,
    },
  );
  // What is still on its way gets there.
  clock.advance(HOUR);
  const alive = etoro.tokens();
  return { handedOut, others, alive, ours: alive.filter(({ isOurs }) => isOurs) };
}

/** The errors that a step ends with, all of which carry the call that failed. */
function isFailure(error: unknown): boolean {
  return (
    error instanceof EtoroError || (error instanceof Error && error.cause instanceof EtoroError)
  );
}

/** A search has more: PROPERTY_RUNS=20000 npm test -- life.property */
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 500) };
const LONG = 30 * MINUTE;

test(
  'no token is left when the job is over, whatever becomes of whichever call',
  async () => {
    await fc.assert(
      fc.asyncProperty(job, async (job) => {
        expect((await play(job, { revoke: true })).ours).toEqual([]);
      }),
      runs,
    );
  },
  LONG,
);

test(
  'with revoke: false, the token that was handed out is left, and no other',
  async () => {
    await fc.assert(
      fc.asyncProperty(job, async (job) => {
        const { handedOut, ours } = await play(job, { revoke: false });
        expect(ours.map(({ userTokenId }) => userTokenId)).toEqual(
          handedOut ? [handedOut.userTokenId] : [],
        );
      }),
      runs,
    );
  },
  LONG,
);

test(
  "somebody else's token is never touched, unless it is both expired and named gha-…",
  async () => {
    await fc.assert(
      fc.asyncProperty(job, fc.boolean(), async (job, revoke) => {
        const { others, alive } = await play(job, { revoke });
        expect(alive).toEqual(expect.arrayContaining(others));
      }),
      runs,
    );
  },
  LONG,
);
