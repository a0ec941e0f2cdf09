import { describe, expect, test } from '@jest/globals';
import { EtoroError } from '../../src/etoro/errors.ts';
import { OutOfTime } from '../../src/etoro/retries.ts';
import { isComplete, worksOf, type Made } from '../../src/token/work.ts';
import { HOUR, MINUTE, rejection, rejectionOf, SECOND, USER_TOKEN } from '../fakes.ts';
import {
  actsLate,
  answerLost,
  breaks,
  failsWith,
  loses,
  refuses,
  requestLost,
  works,
  type Fate,
} from './fake-etoro.ts';
import { OTHER_NAME, startMemoryJob } from './memory-job.ts';

/** The text of the error that a step ends with. */
async function failureOf({ issue }: ReturnType<typeof startMemoryJob>): Promise<string> {
  const { message, finding } = await rejectionOf(EtoroError, issue());
  return `${message}. ${finding}`.trim();
}

test('a token takes one call, and its id is noted', async () => {
  const { calls, issue, saved } = startMemoryJob();
  const { userToken, userTokenId, userTokenName } = await issue();
  expect(userToken.reveal()).toBe(USER_TOKEN);
  expect(calls()).toEqual(['create #1']);
  expect(saved()).toMatchObject({ token: { userTokenId, userTokenName } });
});

describe('a create call that may have made a token', () => {
  test.each<[string, Fate]>([
    ['a lost answer', answerLost],
    ['a lost request', requestLost],
    ['a 500', { acts: true, error: refuses(500, 'UnhandledException') }],
    ['a 504', { acts: true, error: refuses(504) }],
    ['a 408', { acts: true, error: refuses(408) }],
    ['a 409 for its own name', { acts: true, error: refuses(409, 'UserKeyNameAlreadyExists') }],
  ])('is followed by one under the next name, and noted: %s', async (_what, fate) => {
    const { clock, etoro, calls, issue, saved } = startMemoryJob();
    const sentAt = clock.elapsed();
    etoro.plan(fate);
    await issue();
    expect(calls()).toEqual(['create #1', 'create #2']);
    expect(saved().uncertainAt).toBe(sentAt);
  });

  test('keeps nobody from creating while nothing can be listed or revoked', async () => {
    const { etoro, calls, issue } = startMemoryJob();
    etoro.plan(answerLost, answerLost);
    etoro.always('list', failsWith(refuses(503)));
    etoro.always('revoke', failsWith(refuses(503)));
    await issue();
    expect(calls()).toEqual(['create #1', 'create #2', 'create #3']);
  });

  test('is followed by a sweep when it is the third', async () => {
    const { etoro, calls, issue, names } = startMemoryJob();
    etoro.plan(answerLost, answerLost, answerLost);
    await issue();
    expect(calls().slice(3)).toEqual(['list', 'revoke #1', 'revoke #2', 'revoke #3', 'create #4']);
    expect(names()).toEqual(['#4']);
  });

  test('is told, with why its tokens could not be found, when that goes on failing', async () => {
    const job = startMemoryJob({ budget: MINUTE });
    job.etoro.always('create', { acts: true, error: refuses(500) });
    job.etoro.always('list', failsWith(refuses(503)));
    expect(await failureOf(job)).toMatch(
      /^The answer was HTTP 500\. Looking for lost tokens failed as well: .*HTTP 503/,
    );
    expect(job.names()).toEqual(['#1', '#2', '#3']);
    expect(job.saved().uncertainAt).toBeDefined();
  });

  test.each([
    ['listed', 'list', 401],
    ['revoked', 'revoke', 403],
  ] as const)('ends the step at once when lost tokens can never be %s', async (_w, call, status) => {
    const job = startMemoryJob();
    job.etoro.plan(answerLost, answerLost, answerLost);
    job.etoro.always(call, failsWith(refuses(status, 'No')));
    expect(await failureOf(job)).toContain(`as well: eToro answered HTTP ${status}`);
    expect(job.clock.elapsed()).toBeLessThan(10 * SECOND);
  });

  test('leaves three tokens alive at the most, however often that happens', async () => {
    let peak = 0;
    const { etoro, calls, issue, names } = startMemoryJob({
      budget: HOUR,
      onBoundary: () => {
        peak = Math.max(peak, names().length);
      },
    });
    etoro.always('create', answerLost);
    await rejectionOf(OutOfTime, issue());
    expect(calls().filter((call) => call.startsWith('create')).length).toBeGreaterThan(25);
    expect(peak).toBe(3);
    expect(names()).toEqual([]);
  });

  test('for the third time waits until a token that is not found cannot appear any more', async () => {
    const { clock, etoro, issue } = startMemoryJob();
    etoro.plan(requestLost, requestLost, requestLost);
    await issue();
    expect(clock.elapsed()).toBeGreaterThan(25 * SECOND);
  });
});

describe('a step that ends without a token', () => {
  test.each<[string, Fate]>([
    ['an answer that breaks the promise', { acts: true, error: breaks }],
    ['an answer that is too large', { acts: true, error: loses(true, false) }],
    ["a firewall's page in the place of an answer", { acts: true, error: refuses(403) }],
    ['a redirect', { acts: true, error: refuses(302) }],
  ])('sweeps, and asks not again: %s', async (_what, fate) => {
    const { etoro, calls, issue, names } = startMemoryJob();
    etoro.plan(fate);
    await rejectionOf(EtoroError, issue());
    expect(calls()).toEqual(['create #1', 'list', 'revoke #1']);
    expect(names()).toEqual([]);
  });

  test('sweeps within five seconds when its time is up', async () => {
    const { clock, etoro, issue, names } = startMemoryJob({ budget: 6 * SECOND });
    etoro.always('create', { acts: true, error: refuses(500) });
    await rejectionOf(OutOfTime, issue());
    expect(names()).toEqual([]);
    expect(clock.elapsed()).toBeLessThan(11 * SECOND);
  });

  test('gives a sweep that hangs or fails no more than that, and leaves it to the post step', async () => {
    const { clock, etoro, issue, saved, log } = startMemoryJob();
    etoro.plan({ acts: true, error: breaks });
    etoro.always('list', { acts: false, error: refuses(503), takes: HOUR });
    await rejectionOf(EtoroError, issue());
    expect(clock.elapsed()).toBeLessThanOrEqual(5 * SECOND);
    expect(saved().uncertainAt).toBeDefined();
    expect(log.lines.at(-1)).toMatch(/^info: .* The post step, if there is one, tries again/);
  });

  test('revokes the token that it could not hand out, and notes one that it could not revoke', async () => {
    const onHandOut = () => {
      throw new Error('the disk is full');
    };
    const first = startMemoryJob({ onHandOut });
    expect(await rejection(first.issue())).toMatchObject({ message: 'the disk is full' });
    expect(first.calls()).toEqual(['create #1', 'revoke #1']);
    expect(worksOf(first.family, first.saved(), isComplete)).toEqual([]);

    const second = startMemoryJob({ onHandOut });
    second.etoro.always('revoke', failsWith(refuses(403, 'No')));
    await rejection(second.issue());
    expect(second.saved().uncertainAt).toBe(second.clock.elapsed());
  });

  test("because it cannot note that the token is the job's revokes it", async () => {
    const onEnd = ({ keptId }: Made) => {
      if (keptId !== undefined) throw new Error('the disk is full');
    };
    const { calls, issue, family, saved } = startMemoryJob({ isKept: true, onEnd });
    expect(await rejection(issue())).toMatchObject({ message: 'the disk is full' });
    expect(calls()).toEqual(['create #1', 'revoke #1']);
    expect(worksOf(family, saved(), isComplete)).toEqual([]);
  });

  test('that was told to stop in the middle of a create waits for its answer, and revokes', async () => {
    const stop = new AbortController();
    const { etoro, calls, issue, names } = startMemoryJob({
      signal: stop.signal,
      onBoundary: () => {
        if (etoro.calls.length === 1) stop.abort(new Error('stopped'));
      },
    });
    expect(await rejection(issue())).toMatchObject({ message: 'stopped' });
    expect(calls()).toEqual(['create #1', 'revoke #1']);
    expect(names()).toEqual([]);
  });

  test('that was told to stop sends no further create', async () => {
    const stop = new AbortController();
    const { etoro, calls, issue } = startMemoryJob({ signal: stop.signal, clockError: -3 * HOUR });
    etoro.plan(works, {
      acts: true,
      error: () => {
        const reason = new Error('stopped');
        stop.abort(reason);
        return reason;
      },
    });
    await rejection(issue());
    expect(calls().filter((call) => call.startsWith('create'))).toEqual(['create #1']);
  });
});

describe('a refusal', () => {
  test.each([
    [400, 'ScopeIdInvalid'],
    [401, 'Unauthorized'],
    [403, 'ScopeNameNotAllowed'],
    [404, 'NotFound'],
  ])('for good is sent once, and leaves nothing: %i %s', async (status, errorCode) => {
    const { etoro, family, calls, issue, saved } = startMemoryJob();
    etoro.plan(failsWith(refuses(status, errorCode)));
    await rejectionOf(EtoroError, issue());
    expect(calls()).toEqual(['create #1']);
    expect(worksOf(family, saved(), isComplete)).toEqual([]);
  });

  test('for the rate is waited for as long as eToro says', async () => {
    const { clock, etoro, calls, issue, saved } = startMemoryJob();
    etoro.plan(failsWith(refuses(429, 'TooManyRequests', { retryAfter: 42 * SECOND })));
    await issue();
    expect(clock.sleeps).toEqual([43.5 * SECOND]);
    expect(calls()).toEqual(['create #1', 'create #2']);
    expect(saved().uncertainAt).toBeUndefined();
  });

  test('for the rate that outlasts the budget fails at once', async () => {
    const { clock, etoro, issue } = startMemoryJob();
    etoro.plan(failsWith(refuses(429, 'TooManyRequests', { retryAfter: HOUR })));
    expect((await rejectionOf(OutOfTime, issue())).asked).toBe(HOUR);
    expect(clock.elapsed()).toBe(0);
  });
});

test.each([
  ['for now is tried again', true, ['create #1', 'create #2']],
  ['for good is tried once', false, ['create #1']],
])('eToro out of reach %s', async (_what, mayPass, sent) => {
  const { etoro, calls, issue, saved } = startMemoryJob();
  etoro.plan(failsWith(loses(false, mayPass)));
  await issue().catch(() => undefined);
  expect(calls()).toEqual(sent);
  expect(saved().uncertainAt).toBeUndefined();
});

describe('a full portfolio', () => {
  const past = { expiresAt: Date.parse('2026-06-01T11:59:58Z') };
  const future = { expiresAt: Date.parse('2026-06-01T12:30:00Z') };
  const ours = (label: string) => `gha-${label}-1-1-0123450123456789001`;

  test("gets room by revoking what has expired and has a name of the action's form, and nothing else", async () => {
    const { etoro, calls, issue, names, log } = startMemoryJob({ limit: 7 });
    const others = ['gha-expired', 'GHA-bot-1-1-0123450123456789001', ours('never'), OTHER_NAME];
    etoro.addToken(ours('old'), past);
    etoro.addToken(ours('kept').replace('gha', 'ghk'), past);
    etoro.addToken(ours('alive'), future);
    for (const name of others) etoro.addToken(name, name.startsWith('g') ? {} : past);
    await issue();
    expect(calls().slice(1, 4)).toEqual([
      'list',
      `revoke ${ours('old')}`,
      `revoke ${ours('kept').replace('gha', 'ghk')}`,
    ]);
    expect(names()).toEqual([ours('alive'), ...others, '#2']);
    expect(log.lines.join('\n')).toMatch(/The portfolio is full\..*\n.*Revoked .*gha-old/);
  });

  test.each([
    ["eToro's clock is an hour behind", { clockError: -HOUR }, past],
    ["the runner's clock is an hour behind", { clockError: HOUR }, future],
    ['eToro does not tell the time', { tellsTime: false }, past],
  ])('keeps a token that may be alive: %s', async (_what, clock, expiry) => {
    const job = startMemoryJob({ limit: 1, ...clock });
    job.etoro.addToken(ours('alive'), expiry);
    expect(await failureOf(job)).toContain('It has 1 token, 0 of them expired');
    expect(job.names()).toEqual([ours('alive')]);
  });

  test('without anything to revoke is an error that counts the tokens and the expired ones', async () => {
    const job = startMemoryJob({ limit: 3 });
    for (const name of ['one', 'two', 'three']) job.etoro.addToken(name, past);
    expect(await failureOf(job)).toBe(
      "eToro answered HTTP 429 MaxUserTokensExceeded. It has 3 tokens, 3 of them expired, and none that this action may revoke by itself (expired, and with a name of this action's form).",
    );
    expect(job.calls()).toEqual(['create #1', 'list']);
  });

  test('is looked at again when the list fails for now, and told when it fails for good', async () => {
    const job = startMemoryJob({ limit: 1 });
    job.etoro.addToken(ours('old'), past);
    job.etoro.plan(works, failsWith(refuses(503)), failsWith(refuses(401, 'Unauthorized')));
    expect(await failureOf(job)).toMatch(
      /MaxUserTokensExceeded\. Making room failed as well: eToro answered HTTP 401 Unauthorized \(request id /,
    );
  });

  test.each<[string, Fate[], string]>([
    ['its revoke works and says 500', [works, works, { acts: true, error: refuses(500) }], 'a'],
    ['one of two is refused', [works, works, failsWith(refuses(403, 'No'))], 'ab'],
  ])('has room when %s', async (_what, fates, labels) => {
    const { etoro, issue } = startMemoryJob({ limit: labels.length });
    for (const label of labels.split('')) etoro.addToken(ours(label), past);
    etoro.plan(...fates);
    await issue();
  });

  test('of its own lost token is swept, and not given up', async () => {
    const { etoro, calls, issue } = startMemoryJob({ limit: 1 });
    etoro.plan({ acts: true, error: refuses(500) });
    await issue();
    expect(calls()).toEqual(['create #1', 'create #2', 'list', 'revoke #1', 'create #3']);
  });

  test('that others fill again and again is given up', async () => {
    const { etoro, calls, issue } = startMemoryJob({
      limit: 1,
      onBoundary: () => {
        if (etoro.tokens().length === 0) etoro.addToken(ours('old'), past);
      },
    });
    etoro.addToken(ours('old'), past);
    await rejectionOf(EtoroError, issue());
    expect(calls().filter((call) => call.startsWith('create'))).toHaveLength(4);
  });
});

describe("a runner's clock", () => {
  test.each([3 * HOUR, -3 * HOUR, 2 * MINUTE, -2 * MINUTE, -720 * HOUR])(
    "that is %i ms behind eToro's is corrected, with a warning",
    async (clockError) => {
      const { clock, etoro, issue, log } = startMemoryJob({ clockError });
      const { granted, userTokenId } = await issue();
      const expected = clock.now() + clockError + HOUR;
      expect(Math.abs((granted.expiresAt ?? 0) - expected)).toBeLessThanOrEqual(SECOND);
      expect(etoro.tokens().map((token) => token.userTokenId)).toEqual([userTokenId]);
      expect(log.lines.filter((line) => line.startsWith('warning'))).toHaveLength(1);
    },
  );

  test.each([
    ['is off by less than 30 seconds', { clockError: 29 * SECOND }],
    ['is not told by eToro', { clockError: 2 * MINUTE, tellsTime: false }],
  ])('is taken as it is when it %s', async (_what, clock) => {
    const { calls, issue, log } = startMemoryJob(clock);
    await issue();
    expect(calls()).toEqual(['create #1']);
    expect(log.lines).toEqual([]);
  });

  test('that is wrong is the excuse for one 400, and for no second one', async () => {
    const { etoro, calls, issue } = startMemoryJob({ clockError: 3 * HOUR });
    etoro.always('create', failsWith(refuses(400, 'ValidationFailed')));
    await rejectionOf(EtoroError, issue());
    expect(calls()).toEqual(['create #1', 'create #2']);
  });
});

describe('what eToro granted', () => {
  test('is revoked and told when it is more', async () => {
    const { calls, issue } = startMemoryJob({ grants: { expiresAt: 'never' } });
    expect(await rejection(issue())).toMatchObject({
      message: expect.stringMatching(/^eToro granted more than was asked for: no expiry/),
    });
    expect(calls()).toEqual(['create #1', 'revoke #1']);
  });

  test('is a warning when it is less', async () => {
    const { issue, log } = startMemoryJob({ grants: { scopes: [] }, scopeIds: [200, 201] });
    await issue();
    expect(log.lines).toEqual([expect.stringMatching(/^warning: eToro does not confirm all that/)]);
  });
});

describe('the post step', () => {
  test('revokes a token whose id is known, without looking for it', async () => {
    const { calls, issue, post, names } = startMemoryJob();
    await issue();
    await post();
    expect(calls()).toEqual(['create #1', 'revoke #1']);
    expect(names()).toEqual([]);
  });

  test('has nothing to do after a refusal, and for a token that is kept', async () => {
    const refusal = startMemoryJob();
    refusal.etoro.plan(failsWith(refuses(401, 'Unauthorized')));
    await refusal.issue().catch(() => undefined);
    const kept = startMemoryJob({ isKept: true });
    await kept.issue();
    for (const { post } of [refusal, kept]) expect(await post()).toEqual([]);
  });

  test.each([
    ['revokes the orphans of a job beside its token', false, []],
    ['keeps a token that stays on purpose, and not the orphans', true, ['#2']],
  ])('%s', async (_what, isKept, left) => {
    const { clock, etoro, issue, post, names } = startMemoryJob({ isKept });
    etoro.plan(actsLate(15 * SECOND));
    await issue();
    clock.advance(MINUTE);
    await post();
    expect(names()).toEqual(left);
  });

  test('looks until nothing can appear any more, where the step did not say that it has ended', async () => {
    const { clock, calls, post, issue, loseState, names } = startMemoryJob();
    await issue();
    loseState();
    const before = clock.elapsed();
    await post();
    expect(calls().slice(1, 3)).toEqual(['list', 'revoke #1']);
    expect(names()).toEqual([]);
    expect(clock.elapsed() - before).toBeGreaterThan(25 * SECOND);
    expect(clock.elapsed() - before).toBeLessThan(35 * SECOND);
  });

  test.each([HOUR, -HOUR])("looks as long where the runner's clock is set by %i ms before it", async (by) => {
    const { clock, etoro, issue, post, names } = startMemoryJob();
    etoro.plan(actsLate(15 * SECOND));
    await issue();
    clock.set(by);
    const before = clock.elapsed();
    await post();
    expect(names()).toEqual([]);
    expect(clock.elapsed() - before).toBeGreaterThan(20 * SECOND);
    expect(clock.elapsed() - before).toBeLessThan(35 * SECOND);
  });

  test('looks once when the last uncertain call is long over', async () => {
    const { clock, etoro, calls, issue, post } = startMemoryJob({ isKept: true });
    etoro.plan(requestLost);
    await issue();
    clock.advance(MINUTE);
    await post();
    expect(calls()).toEqual(['create #1', 'create #2', 'list']);
  });

  // Found by a property test.
  test('takes no list for the last one that was asked for too early, however late it comes', async () => {
    const { clock, etoro, issue, post, names } = startMemoryJob({ isKept: true });
    etoro.plan(actsLate(8 * SECOND));
    await issue();
    clock.advance(6 * SECOND);
    etoro.plan({ ...works, takes: 19.5 * SECOND });
    await post();
    clock.advance(MINUTE);
    expect(names()).toEqual(['#2']);
  });

  test('has one try, and no failure to tell, when everything has expired by the clock of eToro', async () => {
    const { clock, etoro, calls, issue, post } = startMemoryJob();
    etoro.plan(requestLost);
    await issue();
    clock.advance(2 * HOUR);
    etoro.always('list', failsWith(refuses(500)));
    etoro.always('revoke', failsWith(refuses(401, 'Unauthorized')));
    const outcomes = await post();
    expect([...(outcomes[0]?.ends.values() ?? [])]).toEqual(['expired']);
    expect(calls().slice(2)).toEqual(['revoke #2', 'list']);
  });
});
