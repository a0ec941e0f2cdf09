import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';

/** The environment of a step, for code that calls the toolkit inside a test. */
export interface Runner {
  /** What was printed, line by line. */
  readonly printed: () => string[];
  /** What is in the file behind a variable. */
  readonly read: (variable: string) => string;
  readonly path: (variable: string) => string;
  readonly close: () => void;
}

const files = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_STEP_SUMMARY'];

/** Makes the files of a step, and hears what it prints. The process must not have been a step before. */
export function startRunner(): Runner {
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  const path = (variable: string) => join(folder, variable);
  for (const name of Object.keys(process.env)) {
    if (/^(?:INPUT|STATE|GITHUB|ETORO)_/.test(name)) Reflect.deleteProperty(process.env, name);
  }
  for (const variable of files) {
    writeFileSync(path(variable), '');
    process.env[variable] = path(variable);
  }
  let printed = '';
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    printed += String(text);
    for (const done of rest) if (typeof done === 'function') done();
    return true;
  });
  return {
    printed: () => printed.split(/\r?\n/).filter((line) => line !== ''),
    read: (variable) => readFileSync(path(variable), 'utf8'),
    path,
    close: () => {
      spy.mockRestore();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The values in a file of the runner's, the last one of each name. */
export function valuesIn(text: string): Record<string, string> {
  const entries = text.matchAll(/^(?<name>[^\n<]+)<<(?<end>\S+)\r?\n(?<value>.*?)\r?\n\k<end>$/gms);
  return Object.fromEntries([...entries].map(({ groups }) => [groups?.['name'] ?? '', groups?.['value'] ?? '']));
}
