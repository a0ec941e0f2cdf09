import { connect } from './runner/connect.ts';
import { runProgram, type Program } from './runner/program.ts';
import { readRevokeInputs } from './runner/revoke-inputs.ts';
import {
  endRows,
  logEnds,
  logSelected,
  NotAllRevoked,
  setRevokeOutputs,
  type End,
} from './runner/revoke-outputs.ts';
import { addSummary } from './runner/summary.ts';
import { startBudget } from './time/budget.ts';
import { systemClock as clock } from './time/clock.ts';
import { listForNames, listWithRetries } from './token/list.ts';
import { revokeList } from './token/revoke-list.ts';
import { revokeAll } from './token/revoke.ts';
import { selectTokens, type SelectedToken } from './token/select.ts';

/** The action `revoke`: revokes tokens that no post step revokes. */
export async function run(): Promise<void> {
  process.exitCode = 1;
  await runProgram(revokeSelected, (message, _error, log) => {
    log.error(message);
    process.exitCode = 1;
  });
}

async function revokeSelected({ log, secrets, keys: given, signal }: Program): Promise<void> {
  const inputs = readRevokeInputs(given, secrets);
  const { apiUrl, agentPortfolioId, keys } = inputs;
  const total = startBudget(inputs.timeout, clock);
  const connection = await connect({ apiUrl, agentPortfolioId, keys }, { log, secrets, signal });
  const tools = { ...connection, retries: connection.startRetries(total) };
  const isListNeeded = inputs.run !== null || inputs.expired || inputs.dryRun;
  const listed = await (isListNeeded ? listWithRetries(tools) : listForNames(tools));
  const selected = selectTokens(listed ?? [], inputs, connection);
  if (listed) logSelected(selected, listed.length, log);

  const ends = new Map<SelectedToken, End>();
  if (inputs.dryRun) {
    for (const token of selected) {
      ends.set(token, token.isListed ? 'would be revoked' : 'not on the portfolio');
    }
  } else {
    const work = revokeList(selected, connection, (token, end) => ends.set(token, end));
    const all = { ...connection, total, startFailureBudget: () => total, hurry: signal };
    for (const [token, error] of await revokeAll(work, all)) ends.set(token, error);
  }

  setRevokeOutputs(ends);
  logEnds(ends, log);
  if (inputs.summary && ends.size > 0) {
    addSummary('eToro user tokens', ['Name', 'Id', 'What happened'], endRows(ends), tools);
  }
  if ([...ends.values()].some((end) => end instanceof Error)) throw new NotAllRevoked(ends);
  process.exitCode = 0;
}
