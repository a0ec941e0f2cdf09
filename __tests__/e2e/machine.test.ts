import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { listen } from '../../sandbox/listen.ts';
import { realTime } from '../../sandbox/timekeeper.ts';
import { errorOf, json, listing, onStage, preload } from './stage.ts';

// What the machine of a runner does to the programs.

const unread = {
  onSpawn: (child: { stdout: { destroy: () => void } | null }) => child.stdout?.destroy(),
};

test(
  'when nobody reads the log, the step, its post step and the action revoke do their work',
  onStage(async ({ job, asked }) => {
    const run = job();
    const step = await run.step(unread);
    expect(step).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await run.post(unread)).toMatchObject({ exitCode: 0, stderr: '' });

    const kept = await job({ revoke: 'false' }).step();
    const ids = { 'token-ids': kept.outputs['token-id'] ?? '' };
    const revoke = await job(ids, { action: 'revoke' }).step(unread);
    expect(revoke).toMatchObject({ exitCode: 0, stderr: '' });
    expect(revoke.outputs['revoked']).toBe(kept.outputs['token-id']);
    const calls = ['createUserToken', 'deleteUserToken'];
    expect(asked().filter((name) => name !== 'listAgentPortfolios')).toEqual([...calls, ...calls]);
  }),
);

const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix.each([
  [
    'another-user.cjs',
    /- GITHUB_OUTPUT: The user of this step, \d+, may not write to its file \(EACCES\)\. In a job with container:, write options: --user/,
  ],
  ['read-only.cjs', /- GITHUB_OUTPUT: Its file cannot be written \(EROFS\)\. .*: its disk must not be read-only\./],
])('files that this step may not write to are an input error that says why: %s', (script, problem) =>
  onStage(async ({ job, asked }) => {
    const step = await job({}, { env: preload(script) }).step();
    expect(errorOf(step)).toMatch(problem);
    expect(asked()).toEqual([]);
  })(),
);

test(
  'a full disk is an error that names the file, and the token is revoked',
  onStage(async ({ sandbox, job }) => {
    const run = job({}, { env: preload('full-disk.cjs') });
    expect(errorOf(await run.step())).toMatch(
      /The file of the runner in GITHUB_OUTPUT cannot be written \(ENOSPC\)\. Leave it in place, free some space/,
    );
    await run.post();
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test(
  'the action revoke tells on a full disk, too, what it could not revoke',
  onStage(async ({ sandbox, job }) => {
    const { id } = sandbox.addToken();
    sandbox.failNext('deleteUserToken', { before: json(403, { errorCode: 'InsufficientPermissions' }) });
    const step = await job({ 'token-ids': id }, { action: 'revoke', env: preload('full-disk.cjs') }).step();
    expect(errorOf(step)).toContain('GITHUB_OUTPUT cannot be written (ENOSPC)');
    expect(step.log).toMatch(new RegExp(`${id} .*: failed: eToro answered HTTP 403 InsufficientPermissions`));
    expect(step.summaryRaw).toContain(id);
  }),
);

test(
  'a summary that would be too large for GitHub is shortened, and says so',
  onStage(async ({ sandbox, job }) => {
    const userTokens = Array.from({ length: 7700 }, (_, n) => ({
      userTokenId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      userTokenName: `gha-${'_'.repeat(20)}-1234567890-1-k3v09q${String(n).padStart(10, '0')}001`,
      expiresAt: '2020-01-01T00:00:00Z',
    }));
    sandbox.failNext('listAgentPortfolios', { before: listing(userTokens) });
    const inputs = { expired: 'true', 'dry-run': 'true' };
    const { exitCode, summaryRaw } = await job(inputs, { action: 'revoke' }).step();
    expect(exitCode).toBe(0);
    expect(summaryRaw.length).toBeLessThan(1024 * 1024);
    expect(summaryRaw).toMatch(/\n\nThis table is shortened: \d+ more of 7700 rows would/);
  }),
);

const MB = 1024 * 1024;

// The pieces as they come, and as they are kept: the first took 3.6 GiB.
test.each([
  ['a list in chunks of one byte', '1\r\n \r\n'.repeat(100_000), 40],
  ['a list of nothing but lists', `${(3 * MB).toString(16)}\r\n${'['.repeat(3 * MB)}\r\n`, 1],
])('%s takes less than 256 MiB', async (_, piece, pieces) => {
  const { port, close } = await listen(
    createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
        for (let n = 0; n < pieces; n++) socket.write(piece);
        socket.end('0\r\n\r\n');
      });
    }),
  );
  const folder = mkdtempSync(join(tmpdir(), 'peak-'));
  const env = {
    PEAK_MEMORY_FILE: join(folder, 'kib'),
    NODE_OPTIONS: `--max-old-space-size=1024 --require ${resolve('bench/peak-memory.cjs')}`,
  };
  await onStage(
    async ({ job }) => {
      const inputs = { expired: 'true', timeout: '4s', 'api-url': `http://127.0.0.1:${port}` };
      const step = await job(inputs, { action: 'revoke', env }).step();
      expect(errorOf(step)).toMatch(/without agentPortfolios|no whole answer came/);
    },
    // Here the work itself takes the time.
    { time: realTime },
  )();
  expect(Number(readFileSync(env.PEAK_MEMORY_FILE, 'utf8'))).toBeLessThan(256 * 1024);
  rmSync(folder, { recursive: true });
  await close();
});
