// Runs a public client as it is, against the sandbox, with a token that the built action made; and the README's own lines, in
// each shell that is there. Needs Python 3 and PyPI.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startJob } from '../sandbox/runner.ts';
import { SANDBOX_API_KEY, SANDBOX_PORTFOLIO_ID, SANDBOX_USER_KEY, startSandbox } from '../sandbox/server.ts';
import { NoTool, withTools } from './tools.ts';

const CLIENT = 'etoropy==0.1.7';

/** A bot that takes all its settings from the environment, as the client's own documents show it. */
const bot = `
import asyncio, etoropy
async def main():
    async with etoropy.RestClient(etoropy.EToroConfig()) as client:
        await client.info.get_portfolio()
        print("It works.")
try:
    asyncio.run(main())
except etoropy.EToroAuthError as error:
    print(error)
`;

await withTools(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  try {
    const python = install(folder);
    const cases = [
      { title: 'with the environment that export-env sets', env: {}, wanted: 'It works.' },
      {
        title: 'with the environment left on demo',
        env: { ETORO_MODE: 'demo' },
        wanted: 'Authentication failed (403)',
      },
    ];
    for (const { title, env, wanted } of cases) {
      const printed = await runBot(python, env);
      tell(printed === wanted, `${CLIENT}, ${title}: ${printed}`);
    }
    for (const shell of ['sh', 'bash', 'zsh', 'pwsh']) await runReadme(shell);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Installs the client into an environment of its own. Gives the path of its Python. */
function install(folder: string): string {
  const [system, bin] = process.platform === 'win32' ? ['python', 'Scripts'] : ['python3', 'bin'];
  const python = join(folder, bin, 'python');
  try {
    execFileSync(system, ['-m', 'venv', folder], { stdio: 'ignore' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', CLIENT], { stdio: 'inherit' });
    return python;
  } catch (error) {
    throw new NoTool(`${CLIENT} needs Python 3 and its registry`, { cause: error });
  }
}

/** Runs a job with the step and, in the environment that it left, the bot. */
async function runBot(python: string, env: Readonly<Record<string, string>>): Promise<string> {
  const sandbox = await startSandbox();
  const job = startJob({
    inputs: {
      'api-key': SANDBOX_API_KEY,
      'user-key': SANDBOX_USER_KEY,
      'portfolio-id': SANDBOX_PORTFOLIO_ID,
      scopes: 'real:read',
      'api-url': sandbox.url,
      'ip-services': `${sandbox.url}/ip`,
      'export-env': 'true',
    },
    env,
  });
  try {
    const step = await job.step();
    if (step.exitCode !== 0) return step.log;
    const { stdout } = await promisify(execFile)(python, ['-c', bot], {
      env: { ...process.env, ...env, ...step.env, ETORO_BASE_URL: sandbox.url },
    });
    await job.post();
    return stdout.trim();
  } finally {
    job.close();
    await sandbox.close();
  }
}

function tell(isAsExpected: boolean, what: string): void {
  if (!isAsExpected) process.exitCode = 1;
  console.log(`${isAsExpected ? 'As expected' : 'FAILED'}: ${what}`);
}

/** Runs the README's lines about portfolios: they list, make one, and list again. */
async function runReadme(shell: string): Promise<void> {
  const lines = [...readFileSync('README.md', 'utf8').matchAll(/^python3 portfolios\.py.*$/gm)];
  const sandbox = await startSandbox();
  const env = { ETORO_API_KEY: SANDBOX_API_KEY, ETORO_USER_KEY: SANDBOX_USER_KEY };
  let printed = '';
  for (const [line] of [...lines, ...lines.slice(0, 1)]) {
    const child = execFile(shell, ['-c', line], {
      cwd: 'examples',
      env: { ...process.env, ...env, ETORO_API_URL: sandbox.url },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: string) => (printed += text));
    }
    child.stdin?.end('yes\n');
    const isThere = await new Promise((resolve) => {
      child
        .on('error', () => {
          resolve(false);
        })
        .on('close', () => {
          resolve(true);
        });
    });
    if (!isThere) {
      await sandbox.close();
      console.log(`LEFT OUT: the README's lines in ${shell}, which is not here.`);
      return;
    }
  }
  await sandbox.close();
  const ids = printed.match(/^[0-9a-f-]{36} .+$/gm) ?? [];
  tell(ids.length === 3 && printed.includes('Made (HTTP 201)'), `the README's lines in ${shell}`);
}
