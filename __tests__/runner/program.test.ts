import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { runProgram, type Program } from '../../src/runner/program.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { API_KEY, USER_KEY, USER_TOKEN } from '../fakes.ts';
import { startRunner } from '../runner.ts';

const runner = startRunner();
beforeEach(() => {
  process.env['INPUT_API-KEY'] = API_KEY;
  process.env['INPUT_USER-KEY'] = USER_KEY;
});
afterEach(() => {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGBREAK', 'uncaughtException']) process.removeAllListeners(name);
  delete process.env['RUNNER_DEBUG'];
});

const masks = [`::add-mask::${API_KEY}`, `::add-mask::${USER_KEY}`];

/** Runs a program whose failure is an error line. */
function run(program: (program: Program) => Promise<void> | void): Promise<void> {
  return runProgram(
    'step',
    async (tools) => program(tools),
    (message, log) => {
      log.error(message);
    },
  );
}

describe('secrets', () => {
  test('are masked before the program starts, or as soon as they are known, and are not printed, on no level', async () => {
    await run(({ log, secrets }) => {
      log.info('started');
      secrets.add(new Secret(USER_TOKEN));
      const levels = [log.info, log.notice, log.warning, log.error, log.debug];
      for (const print of levels) print(`${USER_TOKEN}, ${USER_KEY}\n${btoa(API_KEY)}`);
    });
    expect(runner.printed()).toEqual([
      ...[...masks, 'started', `::add-mask::${USER_TOKEN}`, '***, ***', '***'],
      ...['notice', 'warning', 'error', 'debug'].map((level) => `::${level}::***, ***%0A***`),
    ]);
  });

  test('are not printed by an error that has them', async () => {
    process.env['RUNNER_DEBUG'] = '1';
    await run(() => {
      throw new Error(`out of ${USER_KEY}`, { cause: { headers: { 'x-api-key': API_KEY } } });
    });
    const text = runner.printed().slice(2).join('\n');
    expect(text).toContain('::error::out of ***');
    expect(text).not.toContain(USER_KEY);
    expect(text).not.toContain(API_KEY);
  });
});

describe('a failure', () => {
  test.each([
    ['by its message, without a stack trace', {}, []],
    ['whole in debug mode', { RUNNER_DEBUG: '1' }, [expect.stringMatching(/^::debug::TypeError: a bug%0A {4}at /)]],
  ])('is told %s', async (_what, env, more) => {
    Object.assign(process.env, env);
    await run(() => {
      throw new TypeError('a bug');
    });
    expect(runner.printed().slice(2)).toEqual(['::error::a bug', ...more]);
  });

  test('outside of the program is told, and ends the process', async () => {
    const exit = jest.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
    await run(() => {
      process.emit('uncaughtException', new Error('late'));
    });
    await new Promise(setImmediate);
    expect(runner.printed().slice(2)).toEqual(['::error::late']);
    expect(exit).toHaveBeenCalledTimes(1);
  });
});

test.each([
  ['SIGINT', 'SIGTERM'],
  ['SIGTERM', 'SIGINT'],
] as const)(
  'a signal of the runner, %s, aborts the program, and one that comes again kills nothing',
  async (first, other) => {
    const listeners = () => [first, other].map((name) => process.listenerCount(name));
    const before = listeners();
    await run(({ signal }) => {
      process.emit(first);
      const reason: unknown = signal.reason;
      expect(reason).toEqual(new Error(`The step was stopped (${first}).`));
      for (const name of [first, other, first]) process.emit(name);
      expect(signal.reason).toBe(reason);
      // Without a listener, Node ends the process.
      expect(listeners()).toEqual(before.map((count) => count + 1));
    });
    expect(runner.printed()).toEqual(masks);
  },
);
