import { randomBytes } from 'node:crypto';
import { allowedAddresses } from './address/allowed-addresses.ts';
import { send } from './http/send.ts';
import { tradesRealMoney, unknownScopes } from './inputs/scopes.ts';
import { connect } from './runner/connect.ts';
import {
  describe,
  exportToEnvironment,
  logIssued,
  setOutputs,
  warnOfClock,
} from './runner/outputs.ts';
import { Cancelled, runProgram, type Program } from './runner/program.ts';
import { openSavedLedger } from './runner/saved-state.ts';
import { readStepInputs } from './runner/step-inputs.ts';
import { addSummary } from './runner/summary.ts';
import { workflowRun } from './runner/workflow-run.ts';
import { startBudget } from './time/budget.ts';
import { systemClock } from './time/clock.ts';
import { issueUserToken } from './token/issue.ts';
import { generateTokenName } from './token/name.ts';
import { namingPortfolios } from './token/portfolio-not-found.ts';

/** The step: makes the user token of the job and hands it out. */
export async function run(): Promise<void> {
  // Only a token that was handed out is a success, however the process ends.
  process.exitCode = 1;
  await runProgram(makeToken, (message, error, log) => {
    const rest = error instanceof Cancelled ? ' The post step revokes what was made.' : '';
    log.error(`There is no user token. ${message}${rest}`);
    process.exitCode = 1;
  });
}

async function makeToken({ log, secrets, keys: given, signal }: Program): Promise<void> {
  const inputs = readStepInputs(given, secrets);
  const { apiUrl, agentPortfolioId, keys, scopes, tokenName, expiresIn } = inputs;
  const budget = startBudget(inputs.timeout, systemClock);
  for (const scope of unknownScopes(scopes)) {
    log.notice(`This action does not know the scope ${scope}. It is passed on: check its meaning.`);
  }

  // The connection to eToro is made while the address of this runner is found.
  const [ipsWhitelist, connection] = await Promise.all([
    allowedAddresses(inputs.runnerIp, {
      send,
      timeout: budget.remaining(),
      signal,
      secrets,
      log,
      clock: systemClock,
      random: Math.random,
      apiUrl,
      ipServices: inputs.ipServices,
      tradesRealMoney: tradesRealMoney(scopes),
    }),
    connect({ apiUrl, agentPortfolioId, keys }, { log, secrets, signal }, (off) => {
      warnOfClock(off, log);
    }),
  ]);
  const ledger = openSavedLedger(apiUrl, agentPortfolioId, keys.userKey);
  const tools = { ...connection, ledger, retries: connection.startRetries(budget) };
  const generateName = () => generateTokenName(workflowRun(), randomBytes(6).toString('hex'));
  const name = tokenName ?? generateName;
  const issued = await namingPortfolios(
    () => issueUserToken({ name, scopes, ipsWhitelist, expiresIn }, tools),
    tools,
  );

  setOutputs(issued);
  if (inputs.exportEnv) exportToEnvironment(keys, issued);
  // From here on the token is the job's. Until now, the post step would have revoked it in any case.
  if (!inputs.revoke) ledger.keep(issued.userTokenName);
  process.exitCode = 0;
  const rows = describe(issued, inputs.revoke);
  logIssued(rows, log);
  if (inputs.summary) addSummary('eToro user token', ['', ''], rows, tools);
}
