import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { expect, test } from '@jest/globals';

// Every job downloads the action. docs/performance.md tells users how much that is at most.

/** Bytes: the archive as the next commit gives it, and the bundle as it is. */
const sizes = {
  'the archive, compressed': () => {
    const git = (...args: string[]) => execFileSync('git', args, { maxBuffer: 1 << 30 });
    return git('archive', '--format=tar.gz', git('write-tree').toString().trim()).length;
  },
  '`dist/index.js` in it': () => statSync('dist/index.js').size,
};

test.each(Object.entries(sizes))('%s is within its limit', (what, bytes) => {
  const document = readFileSync('docs/performance.md', 'utf8');
  const [, kilobytes] = new RegExp(`^\\| ${what} +\\| +(\\d+) kB \\|$`, 'm').exec(document) ?? [];
  expect(bytes()).toBeLessThanOrEqual(1000 * Number(kilobytes));
});
