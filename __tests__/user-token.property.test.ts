import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startBudget } from '../src/clock.ts';
import { UnexpectedAnswer } from '../src/etoro/errors.ts';
import { apiVersions } from '../src/etoro/versions.ts';
import { startPatience } from '../src/patience.ts';
import { issueUserToken, revokeAll, type IssuedUserToken } from '../src/user-token.ts';
import { fakeEtoro, fakeLedger, type Fate } from './fake-etoro.ts';
import {
  fakeClock,
  fakeLog,
  HOUR,
  lost,
  MINUTE,
  noSignal,
  refused,
  SECOND,
  uuid,
  valueOf,
} from './fakes.ts';

/** The step is killed: nothing of it runs any more. */
class Killed extends Error {}

const call = { purpose: 'create', requestId: uuid(1) } as const;

/** Whatever may become of a call that eToro has, or has not, acted on. */
const uncertain = fc.constantFrom<() => Error>(
  () => lost(true),
  () => lost(true, false),
  () => refused(500, 'UnhandledException'),
  () => refused(502),
  () => refused(408),
  () => new UnexpectedAnswer('HTTP 201 without a userToken', call),
);
/** What becomes of one that it has not. */
const certain = fc.constantFrom<() => Error>(
  () => lost(false),
  () => refused(429, 'TooManyRequests', { retryAfter: 2 * SECOND }),
  () => refused(429),
);
const final = fc.constantFrom<() => Error>(
  () => lost(false, false),
  () => refused(400, 'ValidationFailed'),
  () => refused(401, 'Unauthorized'),
);
/** An answer may come when the patience for one call, 20 s, has ended. */
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
    arbitrary: fc
      .tuple(fc.oneof(fc.boolean(), late), uncertain, takes)
      .map(([acts, error, takes]) => ({ acts, error: error(), takes })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(certain, takes)
      .map(([error, takes]) => ({ acts: false, error: error(), takes })),
  },
);
const duringStep: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 12, arbitrary: passing },
  { weight: 1, arbitrary: final.map((error) => ({ acts: false, error: error() })) },
  { weight: 1, arbitrary: fc.boolean().map((acts) => ({ acts, error: new Killed() })) },
);
/** In the end eToro can be reached, and promises what it keeps. */
const duringPost = passing.filter(({ error }) => !(error instanceof UnexpectedAnswer));

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
  full: fc.boolean(),
});

/**
 * Plays a job against an eToro of which each call may go wrong in any way, and tells what is left of it. At every moment
 * the post step would know of every token there is, or may be.
 */
async function play(
  { step, post, tokenName, clock: { clockError, tellsTime }, work, random, full }: Job,
  { revoke }: { revoke: boolean },
) {
  const clock = fakeClock();
  const log = fakeLog();
  const ledger = fakeLedger();
  const past = clock.now() + Math.min(0, clockError) - MINUTE;
  const noted = () => new Set(ledger.tokens().map(({ userTokenName }) => userTokenName));
  let handedOut: IssuedUserToken | undefined;
  let inPost = false;
  const etoro = fakeEtoro({
    clock,
    clockError,
    tellsTime,
    ...(full && { limit: 4 }),
    onBoundary() {
      if (inPost) return;
      const names = [
        ...etoro.tokens().flatMap((token) => (token.ours ? [token.userTokenName] : [])),
        ...etoro.onTheWay().filter((name) => name !== ''),
      ];
      for (const name of names) expect(noted()).toContain(name);
    },
  });
  const others = [
    etoro.addToken('somebody-else', { expiresAt: past }),
    etoro.addToken('gha-alive', { expiresAt: clock.now() + clockError + 5 * HOUR }),
    etoro.addToken('gha-for-ever'),
  ];
  etoro.addToken('gha-expired', { expiresAt: past });

  const patienceOf = (milliseconds: number) =>
    startPatience({
      budget: startBudget(milliseconds, clock),
      clock,
      random: () => random,
      log,
      signal: noSignal,
    });
  const tools = { etoro, ledger, patience: patienceOf(5 * MINUTE), clock, log };
  let names = 0;
  etoro.plan(...step);
  try {
    handedOut = await issueUserToken(
      {
        version: apiVersions.v1,
        scopes: valueOf(apiVersions.v1.parseScopes('demo:read')),
        ipsWhitelist: [],
        tokenName,
        generateName: () => `gha-made-${++names}`,
        expiresIn: HOUR,
      },
      tools,
    );
    if (!revoke) ledger.keep(handedOut.pending);
  } catch {
    // The job failed, or was killed; the post step runs all the same.
  }
  etoro.forgetPlan();

  clock.advance(work);
  inPost = true;
  etoro.plan(...post);
  await revokeAll(new Set(ledger.tokens()), {
    ...tools,
    startPatience: () => patienceOf(10 * MINUTE),
    limitPatience: patienceOf(10 * MINUTE),
    signal: noSignal,
  });
  // What is still on its way gets there.
  clock.advance(HOUR);
  const left = etoro.tokens();
  return { handedOut, others, left, ours: left.filter((token) => token.ours) };
}

const runs = { numRuns: 1500 };

test('no token is left when the job is over, whatever becomes of whichever call', async () => {
  await fc.assert(
    fc.asyncProperty(job, async (job) => {
      expect((await play(job, { revoke: true })).ours).toEqual([]);
    }),
    runs,
  );
});

test('with revoke: false, the token that was handed out is left, and no other', async () => {
  await fc.assert(
    fc.asyncProperty(job, async (job) => {
      const { handedOut, ours } = await play(job, { revoke: false });
      expect(ours.map(({ userTokenId }) => userTokenId)).toEqual(
        handedOut ? [handedOut.userTokenId] : [],
      );
    }),
    runs,
  );
});

test("somebody else's token is never touched, unless it is both expired and named gha-…", async () => {
  await fc.assert(
    fc.asyncProperty(job, fc.boolean(), async (job, revoke) => {
      const { others, left } = await play(job, { revoke });
      expect(left).toEqual(expect.arrayContaining(others));
    }),
    runs,
  );
});
