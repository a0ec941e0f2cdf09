import { allowedAddresses } from './address/allowed-addresses.ts';
import { send } from './http/send.ts';
import { tradesRealMoney, unknownScopes } from './inputs/scopes.ts';
import { startFamily } from './names/family.ts';
import { connect } from './runner/connect.ts';
import { startNote } from './runner/note.ts';
import { describe, exportToEnvironment, logIssued, setOutputs, tellRetirement, warnOfClock } from './runner/outputs.ts';
import { runProgram, type Program } from './runner/program.ts';
import { readStepInputs } from './runner/step-inputs.ts';
import { addSummary } from './runner/summary.ts';
import { workflowRun } from './runner/workflow-run.ts';
import { startBudget, systemClock } from './time/clock.ts';
import { issueUserToken, type IssuedUserToken } from './token/issue.ts';

/** The step: makes the user token of the job and hands it out. */
export async function run(): Promise<void> {
  // Only a token that was handed out is a success, however the process ends.
  process.exitCode = 1;
  await runProgram('step', makeToken, (message, log) => {
    log.error(`There is no user token. ${message}`);
    process.exitCode = 1;
  });
}

async function makeToken(program: Program): Promise<void> {
  const { log, secrets, signal } = program;
  const inputs = readStepInputs(program);
  const { apiUrl, agentPortfolioId, keys, scopes, expiresIn } = inputs;
  const budget = startBudget(inputs.timeout, systemClock);
  const unknown = unknownScopes(scopes).join(', ');
  if (unknown !== '') log.notice(`This action does not know ${unknown} in scopes. It is passed on: check its meaning.`);

  const family = startFamily(workflowRun(), inputs.label, !inputs.revoke);
  const end = startNote({ apiUrl, agentPortfolioId, family, expiresIn }, keys.userKey);
  // The connection to eToro is made while the address of this runner is found.
  const [ipsWhitelist, connection] = await Promise.all([
    allowedAddresses(
      inputs.runnerIp,
      { apiUrl, ipServices: inputs.ipServices, tradesRealMoney: tradesRealMoney(scopes) },
      { send, timeout: budget.remaining(), signal, secrets, log, clock: systemClock, random: Math.random },
    ),
    connect(inputs, program, (off) => {
      warnOfClock(off, log);
    }),
  ]).catch((error: unknown) => {
    // Nothing was asked of eToro.
    end({});
    throw error;
  });
  const retries = connection.startRetries(budget);
  const handOut = (issued: IssuedUserToken) => {
    setOutputs(issued);
    if (inputs.exportEnv) exportToEnvironment(keys, issued, log);
    process.exitCode = 0;
    const rows = describe(issued, inputs.revoke);
    logIssued(rows, log);
    const { retirement } = issued;
    if (retirement) tellRetirement(retirement, scopes.apiVersion, systemClock.now(), log);
    if (inputs.summary) addSummary('eToro user token', ['', ''], rows, program);
  };
  const request = { family, scopes, ipsWhitelist, expiresIn };
  await issueUserToken(request, handOut, signal, { ...connection, retries, end });
}
