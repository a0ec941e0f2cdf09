import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readAccount } from './account.ts';
import type { World } from './probe-calls.ts';
import { reportOf, runProbe } from './probe-plan.ts';
import { SANDBOX_API_KEY, SANDBOX_PORTFOLIO_ID, SANDBOX_USER_KEY, startSandbox } from './server.ts';

const usage = `Usage: npm run probe -- [--live] [--report FILE]

Looks at all that the action takes for true about eToro, and says what is so. It makes tokens of two minutes and revokes them.
Without options it looks at the local eToro: no account, no network, and all must be as expected.

  --live         look at your own eToro account; it asks first, and needs ETORO_API_KEY, ETORO_USER_KEY and
                 ETORO_PORTFOLIO_ID in the environment or in the file .env
  --report FILE  where the table goes as Markdown, without keys, ids and amounts (default: probe-report.md)
  --help         show this help`;

const question = `This makes up to five tokens of two minutes on your agent-portfolio, one of them with real:write, reads the account with
them, prints no amounts, and revokes them. It takes about four minutes and fewer than 25 calls. It places no order.
Go on? (yes/no) `;

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    if (!stop.signal.aborted) console.error('Stopping. The tokens that were made are revoked first.');
    stop.abort(new Error('stopped'));
  });
}

const { live, report, help } = options();
if (help) console.log(usage);
else if (!live) await probeSandbox();
else await probeAccount();

/** The options of the command. Ends the process when they are wrong. */
function options() {
  try {
    const { values } = parseArgs({
      options: {
        live: { type: 'boolean', default: false },
        report: { type: 'string', default: 'probe-report.md' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(1);
  }
}

/** On the local eToro, time passes as soon as somebody waits for it. */
async function probeSandbox(): Promise<void> {
  let waited = 0;
  const now = () => Date.now() + waited;
  const sandbox = await startSandbox({ now });
  try {
    const isAsExpected = await probe(
      {
        apiUrl: sandbox.url,
        apiKey: SANDBOX_API_KEY,
        userKey: SANDBOX_USER_KEY,
        portfolioId: SANDBOX_PORTFOLIO_ID,
        now,
        sleep: (milliseconds) => {
          waited += milliseconds;
          return Promise.resolve();
        },
      },
      'the local eToro',
    );
    if (!isAsExpected || sandbox.tokens().length > 0) process.exitCode = 1;
  } finally {
    await sandbox.close();
  }
}

async function probeAccount(): Promise<void> {
  const account = readAccount();
  if (!account) return;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(question);
  terminal.close();
  if (answer.trim().toLowerCase() !== 'yes') {
    console.log('Nothing was sent.');
    return;
  }
  await probe(
    {
      ...account,
      now: () => Date.now(),
      sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
    },
    'eToro',
  );
}

/** @returns whether all is as expected */
async function probe(world: World, where: string): Promise<boolean> {
  const result = await runProbe(world, stop.signal);
  const day = new Date().toISOString().slice(0, 10);
  const text = reportOf(result, `Seen at ${where} on ${day}:`);
  console.log(text);
  writeFileSync(report, text);
  console.log(`The table is in ${report}. It holds no keys, no ids and no amounts.`);
  if (result.problem !== undefined) process.exitCode = 1;
  if (result.left.length > 0) {
    process.exitCode = 1;
    console.error(`These tokens may be left. They expire within two minutes: ${result.left.join(', ')}`);
  }
  return result.rows.every(({ verdict }) => verdict === 'as expected');
}
