import { inspect } from 'node:util';
import * as core from '@actions/core';
import type { Place } from '../messages/advice.ts';
import { errorMessage } from '../messages/error-message.ts';
import { openKnownSecrets, type KnownSecrets } from '../secrets/known-secrets.ts';
import { openLog, type Log } from '../secrets/log.ts';
import { takeKeys, type GivenKeys } from './common-inputs.ts';
import { whyAbsent } from './why-absent.ts';

export interface Program {
  readonly log: Log;
  readonly secrets: KnownSecrets;
  readonly keys: GivenKeys;
  /** Aborted when the runner stops the step. */
  readonly signal: AbortSignal;
}

/** Runs one of the action's programs to its end, whatever happens. `fail` tells the user what went wrong. */
export async function runProgram(
  place: Place,
  run: (program: Program) => Promise<void>,
  fail: (message: string, log: Log) => void,
): Promise<void> {
  // Nobody may read the log any more: when a job is cancelled, or behind `| head`. The work is done all the same.
  process.stdout.on('error', () => undefined);
  const secrets = openKnownSecrets(core.setSecret);
  const { info, notice, warning, error, debug } = core;
  const log = openLog({ info, notice, warning, error, debug }, secrets);
  const keys = takeKeys(secrets);

  const failed = (error: unknown, why = '') => {
    fail(errorMessage(error, place) + why, log);
    if (core.isDebug()) log.debug(inspect(error));
  };
  // An error event that nobody listens to would print a stack trace.
  process.once('uncaughtException', (error) => {
    failed(error);
    void printed().then(exit);
  });
  guardKeys(log);
  try {
    await run({ log, secrets, keys, signal: stopSignal() });
  } catch (error) {
    failed(error, await whyAbsent(error));
  }
  await printed();
}

/** Aborted by the runner's first signal: the job is cancelled, or its time is up. Unhandled, a second one would kill the process. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  // On Windows, the second signal is told as SIGBREAK.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) {
    process.on(name, () => {
      stop.abort(new Error(`The step was stopped (${name}).`));
    });
  }
  return stop.signal;
}

/** Takes away what the environment of the job could do to the keys. */
function guardKeys(log: Log): void {
  if (process.env['NODE_DEBUG']) {
    log.info('NODE_DEBUG is set. What Node prints because of it is left out, because it shows the keys.');
    process.stderr.write = () => true;
  }
  // The keys travel over TLS that proves who is there.
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
}

/** Settles when all that was printed is out: on Windows, pipes are written to later. */
function printed(): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write('', () => {
      resolve();
    });
  });
}

/**
 * Ends the process with its exit code. Node waits at its exit for a look-up of a host that hangs in its thread pool, up to
 * half a minute, and nothing can cancel one. So where one hangs, the process is replaced by one that ends at once. Windows
 * cannot do that: there a failed process is terminated, which ends with exit code 1, and a successful one waits. Node before
 * 22.15 cannot either: there `dist/main.js` and its like keep look-ups short.
 * @see https://nodejs.org/api/process.html#processexecvefile-args-env
 */
export function exit(): void {
  if (process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap')) {
    const code = Number(process.exitCode ?? 0);
    if (process.platform !== 'win32') {
      process.execve?.(process.execPath, [process.execPath, '-e', `process.exit(${code})`], {});
    } else if (code === 1) {
      process.kill(process.pid, 'SIGKILL');
    }
  }
  process.exit();
}
