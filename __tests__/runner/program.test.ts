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
  for (const name of ['RUNNER_DEBUG', 'NODE_DEBUG', 'NODE_TLS_REJECT_UNAUTHORIZED']) {
    Reflect.deleteProperty(process.env, name);
  }
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
  test('are masked before the program starts', async () => {
    await run(({ log }) => {
      log.info('started');
    });
    expect(runner.printed()).toEqual([...masks, 'started']);
  });

  test('that arrive later are masked by the runner as soon as they are known', async () => {
    await run(({ log, secrets }) => {
      secrets.add(new Secret(USER_TOKEN));
      log.info(`got ${USER_TOKEN}`);
    });
    expect(runner.printed()).toEqual([...masks, `::add-mask::${USER_TOKEN}`, 'got ***']);
  });

  test('are not printed, on no level', async () => {
    await run(({ log }) => {
      const levels = [log.info, log.notice, log.warning, log.error, log.debug];
      for (const print of levels) print(`with ${USER_KEY} and ${btoa(API_KEY)}`);
    });
    expect(runner.printed().slice(2)).toEqual([
      'with *** and ***',
      '::notice::with *** and ***',
      '::warning::with *** and ***',
      '::error::with *** and ***',
      '::debug::with *** and ***',
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

test('a warning of several lines is one command', async () => {
  await run(({ log }) => {
    log.warning('one\ntwo');
  });
  expect(runner.printed()).toContain('::warning::one%0Atwo');
});

describe('a failure', () => {
  const broken = () => {
    throw new TypeError('a bug');
  };

  test('is told by its message, without a stack trace', async () => {
    await run(broken);
    expect(runner.printed().slice(2)).toEqual(['::error::a bug']);
  });

  test('is shown whole in debug mode', async () => {
    process.env['RUNNER_DEBUG'] = '1';
    await run(broken);
    expect(runner.printed().slice(2)).toEqual([
      '::error::a bug',
      expect.stringMatching(/^::debug::TypeError: a bug%0A {4}at /),
    ]);
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

describe('a signal of the runner', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('stops the program: %s', async (signal) => {
    await run(async (program) => {
      const stopped = new Promise((_resolve, reject) => {
        program.signal.addEventListener('abort', () => {
          reject(program.signal.reason as Error);
        });
      });
      process.emit(signal);
      await stopped;
    });
    expect(runner.printed().slice(2)).toEqual([`::error::The step was stopped (${signal}).`]);
  });

  test('that comes again does not kill it, and the first one counts', async () => {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    const listeners = () => signals.map((name) => process.listenerCount(name));
    const before = listeners();
    await run(({ signal }) => {
      process.emit('SIGINT');
      const reason: unknown = signal.reason;
      expect(reason).toEqual(new Error('The step was stopped (SIGINT).'));
      for (const name of ['SIGINT', 'SIGTERM', 'SIGINT'] as const) process.emit(name);
      expect(signal.reason).toBe(reason);
      // Without a listener, Node ends the process.
      expect(listeners()).toEqual(before.map((count) => count + 1));
    });
    expect(runner.printed()).toEqual(masks);
  });
});

describe('the environment of the job', () => {
  test('cannot switch off the proof of who a server is', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    let seen: string | undefined = 'not run';
    await run(() => {
      seen = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    });
    expect(seen).toBeUndefined();
  });

  test('cannot make Node print the keys', async () => {
    process.env['NODE_DEBUG'] = 'http';
    const printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    await run(() => {
      process.stderr.write(`HTTP 1: x-user-key: ${USER_KEY}`);
    });
    expect(printed).not.toHaveBeenCalled();
    expect(runner.printed().slice(2)).toEqual([
      'NODE_DEBUG is set. What Node prints because of it is left out, because it shows the keys.',
    ]);
  });
});
