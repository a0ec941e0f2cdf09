import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readAccount } from './account.ts';
import { startJob, type Job, type StepResult } from './runner.ts';
import { SANDBOX_API_KEY, SANDBOX_PORTFOLIO_ID, SANDBOX_USER_KEY, startSandbox } from './server.ts';

/** The eToro account that the jobs of the demo use, and how their steps are set up. */
interface Account {
  readonly title: string;
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly userKey: string;
  readonly portfolioId: string;
  readonly scopes: string;
  /** More inputs of the step. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const usage = `Usage: npm start -- [--live]

Shows one job from its start to its end: it gets a token, uses it, and the token is revoked. Then a job whose runner dies:
its token is left, and another job revokes it.
Without options it uses a local eToro: no account, no network.

  --live  use your own eToro account; it needs ETORO_API_KEY, ETORO_USER_KEY, ETORO_PORTFOLIO_ID and ETORO_SCOPES
          in the environment or in the file .env
  --help  show this help`;

/** What the demo remembers: its jobs, their steps, and what was not as it must be. */
const jobs: Job[] = [];
const steps: StepResult[] = [];
const broken: string[] = [];

const { live, help } = options();
if (help) {
  console.log(usage);
  process.exit();
}
// Ctrl+C also reaches the step. As in a cancelled job, the post step then revokes the token, so the demo goes on.
process.once('SIGINT', () => undefined);
const account = live ? liveAccount() : await localAccount();
if (account) {
  try {
    await play(account);
  } finally {
    await account.close();
  }
}

/** The options of the command. Ends the process when they are wrong. */
function options(): { readonly live: boolean; readonly help: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        live: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(1);
  }
}

/** Plays the jobs and shows what their user sees. The process fails when a token is not as it must be. */
async function play(account: Account): Promise<void> {
  try {
    await playJob(account);
    await playDeadRunner(account);
    checkSecrets(account);
  } finally {
    for (const job of jobs) job.close();
  }
  if (broken.length === 0) {
    console.log('\nOne token lived as long as its job, the other one outlived its job. Both are revoked.');
  } else {
    console.error(`\n${broken.map((what) => `✗ ${masked(what)}`).join('\n')}`);
    process.exitCode = 1;
  }
}

/** A job from its start to its end. */
async function playJob(account: Account): Promise<void> {
  say(account.title);
  const job = start(account, stepInputs(account));
  await showTokens(job, account, 'before the job');

  say(`\n▸ Run OWNER/REPO@v1\n${block('with', job.inputs)}`);
  const step = await shown(job.step());
  const { token = '', 'token-id': tokenId = '' } = step.outputs;
  check(step.exitCode === 0 && token !== '', 'The step gave no token.');

  const path = accountPath(account.scopes);
  if (token !== '' && path !== undefined) {
    const env = { ETORO_API_KEY: account.apiKey, ETORO_USER_KEY: token };
    say(`\n▸ Run ./trade.sh\n${block('env', env)}`);
    const { log, status } = await callEtoro(job, account, token, path);
    say(shortened(log));
    check(status === 200, 'The token does not open the account.');
  }

  const during = await showTokens(job, account, 'while the job runs');
  if (token !== '') check(during.includes(tokenId), 'The token is not on the portfolio.');

  say('\n▸ Post Run OWNER/REPO@v1');
  const post = await shown(job.post());
  check(post.exitCode === 0, 'The post step failed.');

  const after = await showTokens(job, account, 'after the job');
  check(!after.includes(tokenId), 'The token is still on the portfolio.');

  if (token !== '' && path !== undefined) {
    say('\nThe same call again, with the token of the job that has ended:');
    const { log, status } = await callEtoro(job, account, token, path);
    say(shortened(log));
    check(status === 401, 'The token still opens the account.');
  }
  say(`\nJob summary:\n\n${step.summary.trimEnd()}`);
}

/** A job whose post step never runs, and another job of the same workflow run, which revokes what that one left. */
async function playDeadRunner(account: Account): Promise<void> {
  say('\nA second job of this run gets a token, and then its runner dies. There is no post step.');
  const job = start(account, stepInputs(account));
  const { 'token-id': tokenId = '' } = (await kept(job.step())).outputs;
  const left = await showTokens(job, account, 'after the second job');
  check(tokenId !== '' && left.includes(tokenId), 'No token outlived its job.');

  const cleanUp = start(account, { run: 'this' }, 'revoke');
  say(`\n▸ Run OWNER/REPO/revoke@v1, in the last job of this run\n${block('with', cleanUp.inputs)}`);
  const step = await shown(cleanUp.step());
  check(step.exitCode === 0, 'The action revoke failed.');

  const after = await showTokens(cleanUp, account, 'after the last job');
  check(!after.includes(tokenId), 'The token of the second job is still on the portfolio.');
}

/** Starts a job whose step has the inputs of every action, and more. */
function start(account: Account, more: Readonly<Record<string, string>>, action = ''): Job {
  const { apiUrl, apiKey, userKey, portfolioId } = account;
  const common = { 'api-key': apiKey, 'user-key': userKey, 'portfolio-id': portfolioId };
  const job = startJob({
    inputs: { ...common, 'api-url': apiUrl, ...more },
    env: account.env,
    secrets: [apiKey, userKey],
    action,
  });
  jobs.push(job);
  return job;
}

function stepInputs({ scopes, inputs }: Account): Record<string, string> {
  return { scopes, 'runner-ip': 'auto', ...inputs };
}

function check(holds: boolean, what: string): void {
  if (!holds) broken.push(what);
}

/** Prints a text. The demo hides what the runner would hide, and nothing else. */
function say(text: string): void {
  console.log(masked(text));
}

function masked(text: string): string {
  return jobs.reduce((rest, job) => job.mask(rest), text);
}

/** Waits for a step, and prints its log. */
async function shown(running: Promise<StepResult>): Promise<StepResult> {
  const step = await kept(running);
  say(step.log.trimEnd());
  return step;
}

/** Waits for a step, and keeps what it printed and wrote for the last check. */
async function kept(running: Promise<StepResult>): Promise<StepResult> {
  const step = await running;
  steps.push(step);
  return step;
}

/** @returns the ids of the tokens */
async function showTokens(job: Job, account: Account, when: string): Promise<readonly string[]> {
  const { status, body } = await callEtoro(job, account, account.userKey, '/api/v1/agent-portfolios');
  if (status !== 200) {
    check(false, `The tokens ${when} cannot be listed: HTTP ${status} ${body.slice(0, 300)}`);
    return [];
  }
  const tokens = tokensOf(body, account.portfolioId);
  const lines = tokens.map(({ id, text }) => `\n  ${text}, id ${id}`);
  say(`\nTokens on the portfolio ${when}:${lines.join('') || ' none'}`);
  return tokens.map(({ id }) => id);
}

/** Everything that the steps printed or wrote, except the commands that tell the runner what to hide, is free of secrets. */
function checkSecrets({ apiKey, userKey }: Account): void {
  const text = steps
    .flatMap(({ stdout, stderr, summaryRaw, stateFileRaw }) => [
      stdout.replace(/^::add-mask::.*$/gm, ''),
      stderr,
      summaryRaw,
      stateFileRaw,
    ])
    .join('');
  const tokens = steps.flatMap(({ outputs }) => outputs['token'] ?? []);
  for (const secret of [apiKey, userKey, ...tokens]) {
    check(!text.includes(secret), 'A secret was shown.');
  }
}

async function localAccount(): Promise<Account> {
  const sandbox = await startSandbox();
  return {
    title: 'A job, on a local eToro: no account, no network.',
    apiUrl: sandbox.url,
    apiKey: SANDBOX_API_KEY,
    userKey: SANDBOX_USER_KEY,
    portfolioId: SANDBOX_PORTFOLIO_ID,
    scopes: 'real:read',
    inputs: { 'ip-services': `${sandbox.url}/ip` },
    env: {},
    close: () => sandbox.close(),
  };
}

/** The user's own account, from the environment or `.env`. Prints what is missing. */
function liveAccount(): Account | undefined {
  const account = readAccount('ETORO_SCOPES');
  return (
    account && {
      title: 'A job, on your own eToro account.',
      ...account,
      scopes: process.env['ETORO_SCOPES'] ?? '',
      inputs: {},
      env: connectionEnvironment(),
      close: () => Promise.resolve(),
    }
  );
}

/** The path of a call that a token with these scopes may make, if there is one. An agent-portfolio trades by the real routes. */
function accountPath(scopes: string): string | undefined {
  if (/real:read|\b200\b/i.test(scopes)) return '/api/v1/trading/info/real/pnl';
  if (/demo:read|\b201\b/i.test(scopes)) return '/api/v1/trading/info/demo/pnl';
  return undefined;
}

/** Makes a call in its own process, as a step of the job. */
async function callEtoro(job: Job, { apiUrl, apiKey }: Account, key: string, path: string) {
  const { log, stdout, stderr } = await job.run([fileURLToPath(new URL('call.ts', import.meta.url)), path], {
    env: { ETORO_API_URL: apiUrl, ETORO_API_KEY: apiKey, ETORO_USER_KEY: key },
  });
  const [, status = '0', body = stderr] = /^HTTP (\d+)\n(.*)$/ms.exec(stdout) ?? [];
  return { log, status: Number(status), body };
}

function tokensOf(list: string, portfolioId: string): { id: string; text: string }[] {
  const { agentPortfolios } = asRecord(JSON.parse(list));
  return asArray(agentPortfolios)
    .map(asRecord)
    .filter(({ agentPortfolioId: id }) => String(id).toLowerCase() === portfolioId.toLowerCase())
    .flatMap(({ userTokens }) => asArray(userTokens).map(asRecord))
    .map(({ userTokenId, userTokenName, expiresAt }) => ({
      id: String(userTokenId),
      text: `${String(userTokenName)}, ${typeof expiresAt === 'string' ? `expires ${expiresAt}` : 'never expires'}`,
    }));
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A block of a workflow file. */
function block(title: string, entries: Readonly<Record<string, string>>): string {
  const lines = Object.entries(entries).map(([name, value]) => `    ${name}: ${value}`);
  return [`  ${title}:`, ...lines].join('\n');
}

/** Cuts long lines: with a large account, a later step prints much. */
function shortened(log: string): string {
  return log
    .trimEnd()
    .split('\n')
    .map((line) => (line.length > 200 ? `${line.slice(0, 200)}…` : line))
    .join('\n');
}

/** What the machine needs to reach the network, if anything. */
function connectionEnvironment(): Record<string, string> {
  const names = ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]);
  const set = [...names, 'NODE_EXTRA_CA_CERTS'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  // Without it, the `fetch` of the later step would not use the proxy.
  return { ...Object.fromEntries(set), NODE_USE_ENV_PROXY: '1' };
}
