import type { Retries } from './etoro/retries.ts';
import { connect, type Connection } from './runner/connect.ts';
import { leftTokensMessage } from './messages/error-message.ts';
import { readNote } from './runner/note.ts';
import { readPostTarget } from './runner/post-target.ts';
import { stopStep } from './runner/process-id.ts';
import { runProgram, type Program } from './runner/program.ts';
import { SECOND, startBudget, systemClock as clock } from './time/clock.ts';
import { revokeAll, type Outcome } from './token/revoke.ts';
import { NOT_ENDED, worksLeft, type TokenToRevoke, type Work } from './token/work.ts';

/** The most that the post step takes, waits for the rate limit included. */
const LONGEST_REVOKING = 150 * SECOND;

/** How long a cancelled job may take for one more try: the runner signals again in 7.5 s. */
const LAST_TRY = 4.5 * SECOND;

/** The post step: revokes what the step made. It never fails the job. */
export async function run(): Promise<void> {
  await runProgram('post step', revokeTokens, (message, log) => {
    log.warning(`The post step could not revoke. ${message}`);
    process.exitCode = 0;
  });
}

async function revokeTokens(program: Program): Promise<void> {
  const { log } = program;
  const note = readNote();
  const left = note?.made ?? NOT_ENDED;
  if (!note || (!left.token && left.uncertainAt === undefined)) {
    log.info('There is nothing to revoke.');
    return;
  }
  if (!note.made) await stopStep(note.process, clock);
  const warn = (failure: unknown, tokens: readonly TokenToRevoke[]) => {
    log.warning(leftTokensMessage(failure, tokens, note));
  };
  try {
    const connection = await connect(readPostTarget(note, program), program);
    const { etoroClock } = connection;
    const revoke = startRevoking(connection, program.signal);
    for (const work of worksLeft(note.family, left, clock, etoroClock)) {
      const outcome = await revoke(work);
      if (outcome.failure && !etoroClock.isPast(left.expiresAt)) warn(outcome.failure, outcome.left);
    }
  } catch (error) {
    warn(error, left.token ? [left.token] : []);
  }
}

/** Revokes with retries. When the job is cancelled meanwhile, waits end, and there is one short try more. */
function startRevoking(connection: Connection, signal: AbortSignal): (work: Work) => Promise<Outcome> {
  const { startRetries } = connection;
  const retries = startRetries(startBudget(LONGEST_REVOKING, clock));
  let lastTry: Retries | undefined;
  return async (work) => {
    const outcome = await revokeAll(work, { ...connection, retries });
    if (!outcome.failure || !signal.aborted) return outcome;
    lastTry ??= startRetries(startBudget(LAST_TRY, clock), new AbortController().signal);
    return await revokeAll(work, { ...connection, retries: lastTry });
  };
}
