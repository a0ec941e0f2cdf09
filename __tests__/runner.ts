import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, jest } from '@jest/globals';
import { InputError } from '../src/runner/common-inputs.ts';
import { forgetProxies } from './servers.ts';

/** The environment of a step, for code that calls the toolkit inside a test. */
interface Runner {
  /** What was printed, line by line. */
  readonly printed: () => string[];
  /** What is in the file behind a variable. */
  readonly read: (variable: string) => string;
  readonly path: (variable: string) => string;
}

const files = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_STEP_SUMMARY'];

/** Gives each test of a file the environment and the files of a step of its own, without a proxy, and hears what it prints. */
export function startRunner(): Runner {
  let folder = '';
  let printed = '';
  const path = (variable: string) => join(folder, variable);
  beforeEach(() => {
    forgetProxies();
    folder = mkdtempSync(join(tmpdir(), 'step-'));
    for (const name of Object.keys(process.env)) {
      if (/^(?:INPUT|STATE|GITHUB|ETORO)_/.test(name)) Reflect.deleteProperty(process.env, name);
    }
    for (const variable of files) {
      writeFileSync(path(variable), '');
      process.env[variable] = path(variable);
    }
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
      printed += String(text);
      for (const done of rest) if (typeof done === 'function') done();
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    forgetProxies();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    printed: () => printed.split(/\r?\n/).filter((line) => line !== ''),
    read: (variable) => readFileSync(path(variable), 'utf8'),
    path,
  };
}

/** What is wrong with the inputs that are read, one line each. */
export function problemsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n').slice(1);
    throw error;
  }
  return [];
}

/** The values in a file of the runner's, the last one of each name. */
export function valuesIn(text: string): Record<string, string> {
  const entries = text.matchAll(/^(?<name>[^\n<]+)<<(?<end>\S+)\r?\n(?<value>.*?)\r?\n\k<end>$/gms);
  return Object.fromEntries([...entries].map(({ groups }) => [groups?.['name'] ?? '', groups?.['value'] ?? '']));
}
