import { randomUUID } from 'node:crypto';
import { startBudget, systemClock as clock } from './clock.ts';
import { runEntry } from './entry.ts';
import { connectEtoro } from './etoro/client.ts';
import { explain } from './explain.ts';
import { send } from './http/send.ts';
import { checkKeys, InputError, readKeys } from './inputs.ts';
import { openLog } from './log.ts';
import { quote } from './parsed.ts';
import { startPatience } from './patience.ts';
import { readLedger, type PendingToken } from './state.ts';
import { revokeAll } from './user-token.ts';

/** The most that revoking may take, in milliseconds, and the most with waiting for eToro's rate limit on top. */
const LONGEST_REVOKING = 60_000;
const LONGEST_WITH_RATE_LIMIT = 150_000;

/** The post step: revokes what the step made. It never fails the job. */
export async function post(): Promise<void> {
  // Nobody may be listening any more when a job is cancelled, and the token is revoked all the same.
  process.stdout.on('error', () => undefined);
  const log = openLog();
  const given = readKeys(log);
  const tokens = new Set<PendingToken>();

  const run = async (signal: AbortSignal) => {
    const left = readLedger();
    for (const token of left?.tokens ?? []) {
      // A clock that was set back since must not make a token seem not sent yet.
      tokens.add({ ...token, sentAt: Math.min(token.sentAt, clock.now()) });
    }
    if (!left || tokens.size === 0) {
      log.info('There is nothing to revoke.');
      return;
    }
    const keys = checkKeys(given);
    if ('problems' in keys) throw new InputError(keys.problems);
    const etoro = connectEtoro({
      ...left,
      keys,
      send,
      randomUuid: randomUUID,
      now: clock.now,
      onSecret: log.hide,
    });
    const patienceFor = (milliseconds: number) =>
      startPatience({
        budget: startBudget(milliseconds, clock),
        clock,
        random: Math.random,
        log,
        signal,
      });
    await revokeAll(tokens, {
      etoro,
      startPatience: () => patienceFor(LONGEST_REVOKING),
      limitPatience: patienceFor(LONGEST_WITH_RATE_LIMIT),
      clock,
      log,
      signal,
    });
  };

  const fail = (error: unknown) => {
    const reason = explain(error);
    for (const { userTokenName, userTokenId, expiresAt } of tokens) {
      log.warning(
        userTokenId === undefined
          ? `It is not certain that no user token ${quote(userTokenName)} is left: ${reason} If there is one, it expires by itself at ${expiresAt}.`
          : `The user token ${quote(userTokenName)} is not revoked: ${reason} It expires by itself at ${expiresAt}.`,
      );
    }
    if (tokens.size === 0) log.warning(`Revoking failed: ${reason}`);
    process.exitCode = 0;
  };
  await runEntry(run, { log, fail });
}
