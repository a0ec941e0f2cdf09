import { accessSync, constants, statSync } from 'node:fs';
import { proxyProblem } from '../http/proxy.ts';
import { asObject } from '../text/unknown-value.ts';
import type { InputReader } from './common-inputs.ts';

/** Adds a problem for each proxy that cannot be used for one of the URLs. */
export function checkProxies(reader: InputReader, urls: readonly (URL | undefined)[]): void {
  const problems = urls.flatMap((url) => (url && proxyProblem(url)) ?? []);
  for (const problem of new Set(problems)) reader.add(problem);
}

/**
 * Adds a problem for each variable, such as `GITHUB_OUTPUT`, whose file cannot be written. Without the file, the toolkit
 * would print an output to the log instead, also a token, and the post step would learn nothing.
 */
export function checkFiles(reader: InputReader, variables: readonly string[]): void {
  for (const variable of variables) {
    const path = process.env[variable] ?? '';
    let problem = 'It names no file that can be written. Run this as a step of a GitHub Actions job.';
    try {
      accessSync(path, constants.W_OK);
      if (statSync(path).isFile()) continue;
    } catch (error) {
      const code = String(asObject(error)['code']);
      if (code === 'EACCES') {
        problem = `The user of this step, ${process.getuid?.()}, may not write to its file (EACCES). In a job with container:, write options: --user there, with the user of the runner (1001 on GitHub's).`;
      } else if (!code.startsWith('ENO')) {
        problem = `Its file cannot be written (${code}). Let this step write to the files of the runner: its disk must not be read-only.`;
      }
    }
    reader.add(`${variable}: ${problem}`);
  }
}

/** Writes to the file of the runner that a variable names. */
export function writing(variable: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const { code = 'ENOENT' } = asObject(error);
    throw new Error(
      `The file of the runner in ${variable} cannot be written (${String(code)}). Leave it in place, free some space on its disk, or allow larger files (ulimit -f).`,
      { cause: error },
    );
  }
}
