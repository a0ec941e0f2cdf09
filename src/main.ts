import { randomBytes, randomUUID } from 'node:crypto';
import { allowedAddresses } from './allowed-addresses.ts';
import { startBudget, systemClock as clock } from './clock.ts';
import { Cancelled, runEntry } from './entry.ts';
import { connectEtoro } from './etoro/client.ts';
import { explain } from './explain.ts';
import { send } from './http/send.ts';
import { readInputs, readKeys } from './inputs.ts';
import { openLog } from './log.ts';
import { addSummary, exportToEnvironment, logIssued, setOutputs } from './outputs.ts';
import { startPatience } from './patience.ts';
import { openLedger } from './state.ts';
import { generateTokenName } from './token-name.ts';
import { issueUserToken } from './user-token.ts';
import { workflowRun } from './workflow-run.ts';

/** The step: makes the job's user token and hands it out. */
export async function main(): Promise<void> {
  // Only a token that was handed out is a success, however the process ends.
  process.exitCode = 1;
  const log = openLog();
  const given = readKeys(log);

  const run = async (signal: AbortSignal) => {
    const inputs = readInputs(given, log);
    const budget = startBudget(inputs.timeout, clock);
    const patience = startPatience({ budget, clock, random: Math.random, log, signal });
    for (const { notice } of inputs.scopes.scopes) if (notice) log.notice(notice);

    const timeout = budget.remaining();
    const ipsWhitelist = await allowedAddresses(inputs, { send, timeout, signal, log });

    const ledger = openLedger(inputs);
    const etoro = connectEtoro({
      ...inputs,
      send,
      randomUuid: randomUUID,
      now: clock.now,
      onSecret: log.hide,
    });
    const made = await issueUserToken(
      {
        ...inputs,
        ipsWhitelist,
        generateName: () => generateTokenName(workflowRun(), randomBytes(6).toString('hex')),
      },
      { etoro, ledger, patience, clock, log },
    );

    const issued = {
      made,
      scopes: inputs.scopes.scopes.map(({ name }) => name),
      ipsWhitelist,
      revokedAtEnd: inputs.revoke,
    };
    setOutputs(issued);
    if (inputs.exportEnv) exportToEnvironment(inputs.keys, issued);
    // From here on the token is the job's. Until now, the post step would have revoked it in any case.
    if (!inputs.revoke) ledger.keep(made.pending);
    process.exitCode = 0;
    logIssued(issued, log);
    if (inputs.summary) addSummary(issued, log);
  };

  const fail = (error: unknown) => {
    const rest = error instanceof Cancelled ? ' The post step revokes what was made.' : '';
    log.error(`There is no user token. ${explain(error)}${rest}`);
    process.exitCode = 1;
  };
  await runEntry(run, { log, fail });
}
