import { EtoroError, verdictOf } from './etoro/errors.ts';
import { tryAgain, type Retries } from './etoro/retries.ts';
import { send } from './http/send.ts';
import { notRevokedMessage } from './messages/error-message.ts';
import { connect, type Connection } from './runner/connect.ts';
import { whichRuns } from './runner/finished-runs.ts';
import { runProgram, type Program } from './runner/program.ts';
import { readRevokeInputs, type RevokeInputs } from './runner/revoke-inputs.ts';
import { endRows, logEnds, logSelected, setRevokeOutputs, type SelectedEnd } from './runner/revoke-outputs.ts';
import { addSummary } from './runner/summary.ts';
import { startBudget, systemClock as clock } from './time/clock.ts';
import { hasExpired } from './token/make-room.ts';
import { revokeAll } from './token/revoke.ts';
import { selectTokens, type SelectedToken } from './token/select.ts';
import { these } from './token/work.ts';

/** The action `revoke`: revokes tokens that no post step revokes. */
export async function run(): Promise<void> {
  process.exitCode = 1;
  await runProgram('action revoke', revokeSelected, (message, log) => {
    log.error(message);
    process.exitCode = 1;
  });
}

async function revokeSelected(program: Program): Promise<void> {
  const { log, secrets } = program;
  const inputs = readRevokeInputs(program);
  const connection = await connect(inputs, program);
  const budget = startBudget(inputs.timeout, clock);
  const retries = connection.startRetries(budget);
  const listed = await listTokens(inputs, connection, retries);
  const tools = { ...connection, send, budget, random: Math.random, signal: program.signal };
  const { isOfRun, noWord } = await whichRuns(inputs.runs, listed ?? [], tools);
  const selected = selectTokens(
    listed ?? [],
    { ...inputs, isOfRun },
    (token) => hasExpired(token, clock, connection.etoroClock),
    (name) => secrets.foreignText(name, 200),
  );
  if (listed) logSelected(selected, listed.length, log);

  const ends = new Map<SelectedToken, SelectedEnd>();
  const outcome = inputs.dryRun ? undefined : await revokeAll(these(selected), { ...connection, retries });
  for (const token of selected) {
    const dryEnd = token.isListed ? 'would be revoked' : 'not on the portfolio';
    const end = outcome ? (outcome.ends.get(token.userTokenId) ?? outcome.failure) : dryEnd;
    if (end) ends.set(token, end);
  }

  logEnds(ends, log);
  if (inputs.summary && ends.size > 0) {
    addSummary('eToro user tokens', ['Name', 'Id', 'Run', 'What happened'], endRows(ends), program);
  }
  setRevokeOutputs(ends);
  const failure = notRevokedMessage(ends, noWord);
  if (failure !== '') throw new Error(failure);
  process.exitCode = 0;
}

/** The tokens of the portfolio; nothing where they need not be known, and cannot be listed. */
async function listTokens(
  { runs, expired, dryRun }: RevokeInputs,
  { etoro: { listUserTokens: list }, log }: Connection,
  retries: Retries,
) {
  if (runs ?? (expired || dryRun)) return await tryAgain(retries, 'listing the tokens again', list);
  try {
    return await list(retries.limits());
  } catch (error) {
    // The user may have named another portfolio.
    if (!(error instanceof EtoroError) || verdictOf(error).cause === 'portfolio-not-found') throw error;
    log.info(`${error.message}. So the names of the user tokens are not known.`);
    return undefined;
  }
}
