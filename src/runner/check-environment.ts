import { accessSync, constants, statSync } from 'node:fs';
import { proxyProblem } from '../http/proxy.ts';
import type { InputReader } from './input-reader.ts';

/** Adds a problem for each proxy that cannot be used for one of the URLs. */
export function checkProxies(reader: InputReader, urls: readonly (URL | undefined)[]): void {
  const problems = urls.flatMap((url) => (url && proxyProblem(url)) ?? []);
  for (const problem of new Set(problems)) reader.add(problem);
}

/**
 * Adds a problem for each of the runner's files that has to be written and cannot. Without them, the toolkit would print
 * an output to the log instead, also a token, and the post step would learn nothing.
 *
 * @param variables the variables that name the files, such as `GITHUB_OUTPUT`
 */
export function checkFiles(reader: InputReader, variables: readonly string[]): void {
  for (const variable of variables) {
    if (isWritableFile(process.env[variable] ?? '')) continue;
    reader.add(
      `${variable}: It names no file that can be written. Run this as a step of a GitHub Actions job.`,
    );
  }
}

function isWritableFile(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return statSync(path).isFile();
  } catch {
    // It does not exist, or nobody may write to it.
    return false;
  }
}
