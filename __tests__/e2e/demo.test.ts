import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

test('the demo shows a job, and a token that outlived its job and is revoked from another job', async () => {
  // It rejects when the demo ends with another exit code than 0.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['sandbox/demo.ts']);
  const acts = [
    /^Tokens on the portfolio before the job: none$/,
    /^▸ Run [\w./-]+@v1$/,
    /^▸ Post Run [\w./-]+@v1$/,
    /^Tokens on the portfolio after the job: none$/,
    /^A second job of this run gets a token, and then its runner dies/,
    /^Tokens on the portfolio after the second job:$/,
    new RegExp(`^  gha-octo-org-trading-bot-1234567890-1-[0-9a-z]{16}\\d{3}, expires \\S+Z, id ${id}$`),
    /^▸ Run [\w./-]+\/revoke@v1, in the last job of this run$/,
    /^ {4}run: this$/,
    /^User tokens: 1 revoked\.$/,
    /^Tokens on the portfolio after the last job: none$/,
  ];
  const lines = stdout.split(/\r?\n/);
  let at = 0;
  for (const act of acts) {
    at = lines.findIndex((line, index) => index >= at && act.test(line));
    expect(`${act.source} at ${at}`).not.toMatch(/ at -1$/);
  }
  expect(stderr).toBe('');
  expect(stdout).not.toMatch(/eyJ[\w-]{20}|sandbox-api-key/);
});
