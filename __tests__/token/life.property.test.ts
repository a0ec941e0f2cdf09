import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EtoroError } from '../../src/etoro/errors.ts';
import { OutOfTime } from '../../src/etoro/retries.ts';
import { HOUR, MINUTE, SECOND } from '../fakes.ts';
import { breaks, loses, refuses, type Failure, type Fate } from './fake-etoro.ts';
import { OTHER_NAME, startMemoryJob } from './memory-job.ts';

/** The step is killed: nothing of it runs any more. */
class Killed extends Error {}
/** The runner stops the step. */
class Stopped extends Error {}

/** An answer that can never be read. */
const unreadable = loses(true, false);
/** Whatever may become of a call that eToro has, or has not, acted on. */
const uncertain = fc.constantFrom<Failure>(
  loses(true),
  unreadable,
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
  refuses(403),
);
/** An answer may come when nobody waits for it any more: a call is waited for 20 s at the most. */
const takes = fc.oneof({ weight: 3, arbitrary: fc.nat(500) }, { weight: 1, arbitrary: fc.nat(30 * SECOND) });
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
const ends = fc.record({
  acts: fc.boolean(),
  error: fc.constantFrom<Failure>(
    () => new Killed(),
    () => new Stopped(),
  ),
});
const duringStep: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 12, arbitrary: passing },
  { weight: 1, arbitrary: fc.record({ acts: fc.constant(false), error: final }) },
  { weight: 2, arbitrary: ends },
);
/** In the end eToro can be reached, and keeps what it promises. */
const duringPost = passing.filter(({ error }) => error !== breaks && error !== unreadable);

type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;
const life = fc.record({
  step: fc.array(duringStep, { maxLength: 12 }),
  post: fc.array(duringPost, { maxLength: 4 }),
  isKept: fc.boolean(),
  /** How far eToro's clock is ahead of the runner's; where it does not tell the time, nobody could know. */
  clock: fc.constantFrom(
    { clockError: 0, tellsTime: true },
    { clockError: 0, tellsTime: false },
    { clockError: 3 * HOUR, tellsTime: true },
    { clockError: -3 * HOUR, tellsTime: true },
    { clockError: -720 * HOUR, tellsTime: true },
  ),
  /** How long the job works between the two steps. */
  work: fc.oneof(fc.constant(0), fc.nat(2 * MINUTE)),
  random: fc.double({ min: 0, max: 0.999, noNaN: true }),
  /** Whether the portfolio has room for one token more only. */
  isFull: fc.boolean(),
  /** In a container, a step that the runner gave up lives on: the post step stops it at one of its calls. */
  livesOn: fc.boolean(),
  /** The disk is full, or the step is killed, when it writes its outputs. */
  handOutFails: fc.constantFrom<(() => Error) | undefined>(
    undefined,
    undefined,
    undefined,
    () => new Error('ENOSPC'),
    () => new Killed(),
  ),
});

/**
 * Plays a job against an eToro of which each call may go wrong in any way, and tells what is left of it. The step has three
 * lost tokens alive at the most, and the one in its hand.
 */
async function play({ step, post, isKept, clock, work, random, isFull, ...more }: Life) {
  const stop = new AbortController();
  let isPost = false;
  const job = startMemoryJob({
    ...clock,
    isKept,
    random,
    signal: stop.signal,
    ...(isFull && { limit: 4 }),
    onHandOut() {
      if (more.handOutFails) throw happen(more.handOutFails());
    },
    onBoundary() {
      const alive = job.etoro.tokens().filter(({ isOurs }) => isOurs);
      if (!isPost) expect(alive.length).toBeLessThanOrEqual(4);
    },
  });
  const past = job.clock.now() + Math.min(0, clock.clockError) - MINUTE;
  const others = [
    job.etoro.addToken('somebody-else', { expiresAt: past }),
    job.etoro.addToken(OTHER_NAME, { expiresAt: job.clock.now() + clock.clockError + 5 * HOUR }),
    job.etoro.addToken('gha-for-ever-1-1-0123450123456789001'),
  ];
  job.etoro.addToken('gha-old-1-1-0123450123456789001', { expiresAt: past });
  const happen = (error: Error): Error => {
    if (error instanceof Killed) job.kill();
    if (error instanceof Stopped) stop.abort(error);
    return error;
  };
  job.etoro.plan(
    ...step.map(({ error, ...fate }): Fate => {
      return error ? { ...fate, error: (call) => happen(error(call)) } : fate;
    }),
  );
  await job.issue().catch((error: unknown) => {
    if (!isExpected(error)) throw error;
  });
  if (more.livesOn) job.loseState();
  job.etoro.forgetPlan();

  job.clock.advance(work);
  isPost = true;
  job.etoro.plan(...post);
  await job.post();
  // What is still on its way gets there.
  job.clock.advance(HOUR);
  const alive = job.etoro.tokens();
  return { ...job, others, alive, ours: alive.filter(({ isOurs }) => isOurs) };
}

function isExpected(error: unknown): boolean {
  return (
    error instanceof EtoroError ||
    error instanceof OutOfTime ||
    error instanceof Stopped ||
    error instanceof Killed ||
    (error instanceof Error && ['ENOSPC', 'the caller is dead'].includes(error.message))
  );
}

test(
  'no token is left when the job is over but the one that is kept, and none of others is touched',
  async () => {
    await fc.assert(
      fc.asyncProperty(life, async (life) => {
        const { handedOut, alive, ours, others } = await play(life);
        const token = handedOut();
        const isSaid = token && life.isKept && !life.livesOn;
        expect(ours.map(({ userTokenId }) => userTokenId)).toEqual(isSaid ? [token.userTokenId] : []);
        expect(alive).toEqual(expect.arrayContaining(others));
      }),
      // A search has more: PROPERTY_RUNS=20000
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 200) },
    );
  },
  30 * MINUTE,
);
