import { inspect } from 'node:util';
import * as core from '@actions/core';
import type { Log } from './log.ts';

/** The runner stops the step: the job is cancelled, or has run out of its time. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/**
 * Runs one of the action's two programs to its end, whatever happens. Who starts it then ends the process, for a socket
 * that does not close must not keep the job waiting.
 *
 * @param run gets a signal that is aborted when the runner stops the step
 * @param fail tells the user what went wrong, in one line
 */
export async function runEntry(
  run: (signal: AbortSignal) => Promise<void>,
  { log, fail }: { log: Log; fail: (error: unknown) => void },
): Promise<void> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    // Not once: without a handler, a second signal would kill the step between an answer and its note in the ledger.
    process.on(name, () => {
      stop.abort(new Cancelled(`The step was stopped (${name}).`));
    });
  }
  const failed = (error: unknown) => {
    fail(error);
    if (core.isDebug()) log.debug(inspect(error));
  };
  // An error event that nobody listens to would print a stack trace.
  process.once('uncaughtException', (error) => {
    failed(error);
    printed(() => process.exit());
  });
  if (process.env['NODE_DEBUG']) {
    log.info('NODE_DEBUG is set. What Node prints for it is left out, for it prints the keys.');
    process.stderr.write = () => true;
  }
  // The keys travel over TLS that proves who is there, whatever the job's environment says.
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  try {
    await run(stop.signal);
  } catch (error) {
    failed(error);
  }
  await new Promise<void>(printed);
}

/** Calls back when all that was printed is out: on Windows, pipes are written to later. */
function printed(done: () => void): void {
  process.stdout.write('', () => {
    done();
  });
}
