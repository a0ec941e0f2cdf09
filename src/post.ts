import type { Retries } from './etoro/retries.ts';
import { connect } from './runner/connect.ts';
import { leftTokenMessage } from './runner/error-message.ts';
import { runProgram, type Program } from './runner/program.ts';
import { readPostTarget } from './runner/post-target.ts';
import { readSavedState, type SavedState } from './runner/saved-state.ts';
import { startBudget } from './time/budget.ts';
import { systemClock as clock } from './time/clock.ts';
import { MINUTE, SECOND } from './time/duration.ts';
import { openLedger, type Ledger, type OpenToken } from './token/ledger.ts';
import { settleOnce } from './token/lost.ts';
import { revokeAll } from './token/revoke.ts';

/** The most that failures in a row may take, and the most for everything, waits for the rate limit included. */
const LONGEST_FAILING = MINUTE;
const LONGEST_REVOKING = 2.5 * MINUTE;

/** How long a cancelled job may take to finish the call in flight and make one more. The runner signals again in 7.5 s. */
const HURRY = 6.5 * SECOND;

/** The post step: revokes what the step made. It never fails the job. */
export async function run(): Promise<void> {
  await runProgram(revokeTokens, (message, _error, log) => {
    log.warning(`The post step could not revoke. ${message}`);
    process.exitCode = 0;
  });
}

async function revokeTokens(program: Program): Promise<void> {
  const { log } = program;
  const state = readSavedState();
  if (!state || state.tokens.length === 0) {
    log.info('There is nothing to revoke.');
    return;
  }
  // Somebody may have set the clock back since. Then the call would seem to lie in the future.
  const tokens = state.tokens.map((token) => ({
    ...token,
    sentAt: Math.min(token.sentAt, clock.now()),
  }));
  const ledger = openLedger(tokens, () => undefined);
  const reasons = await revokeLeft(state, ledger, program).catch(
    (error: unknown) => new Map<OpenToken, unknown>(tokens.map((token) => [token, error])),
  );
  for (const token of ledger.tokens()) log.warning(leftTokenMessage(token, reasons.get(token)));
}

async function revokeLeft(state: SavedState, ledger: Ledger, program: Program) {
  const { log, secrets, signal: hurry } = program;
  const target = readPostTarget(state, program);
  const connection = await connect(target, { log, secrets, signal: delayed(hurry, HURRY) });
  const work = {
    left: () => ledger.unsettled(),
    tryOnce: (retries: Retries) => settleOnce({ ...connection, ledger, retries }),
    giveUp: (token: OpenToken) => {
      ledger.giveUp(token);
    },
  };
  return await revokeAll(work, {
    clock,
    log,
    hurry,
    startRetries: (budget) => connection.startRetries(budget, { waitSignal: hurry }),
    total: startBudget(LONGEST_REVOKING, clock),
    startFailureBudget: () => startBudget(LONGEST_FAILING, clock),
  });
}

/** A signal that is aborted so many milliseconds after another one. */
function delayed(signal: AbortSignal, milliseconds: number): AbortSignal {
  const later = new AbortController();
  signal.addEventListener('abort', () => {
    setTimeout(() => {
      later.abort(signal.reason);
    }, milliseconds).unref();
  });
  return later.signal;
}
