// Runs a public client as it is, against the sandbox, with a token that the built action made. Needs Python 3 and PyPI.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startJob } from '../sandbox/runner.ts';
import {
  SANDBOX_API_KEY,
  SANDBOX_PORTFOLIO_ID,
  SANDBOX_USER_KEY,
  startSandbox,
} from '../sandbox/server.ts';
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
      const isWanted = printed === wanted;
      if (!isWanted) process.exitCode = 1;
      console.log(`${isWanted ? 'As expected' : 'FAILED'}: ${CLIENT}, ${title}: ${printed}`);
    }
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
