import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_PORTFOLIO_ID, SANDBOX_USER_KEY, startSandbox } from '../../sandbox/server.ts';
import { closeServers, namedForProxy, startHttps, testTls, trusting } from '../servers.ts';
import { onStage, preload } from './stage.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resolver-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

// Windows has no named pipes of this kind, and there a process waits for its look-up. So it does on an older Node, where a
// real look-up ends soon by itself: the last tests try that.
const onPosix = process.platform === 'win32' || process.env['ACTION_NODE'] ? test.skip : test;

onPosix('a look-up that hangs holds neither the step nor the post step, whatever the exit code', () =>
  onStage(async ({ sandbox, job }) => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const env = { STUCK_FIFO: fifo, ...preload('stuck-thread.cjs') };
    const run = job({}, { env });
    const step = await run.step({ guardMs: 15_000 });
    const post = await run.post({ guardMs: 15_000 });
    const failed = await job({ scopes: 'nonsense' }, { env }).step({ guardMs: 15_000 });

    expect([step.exitCode, post.exitCode, failed.exitCode]).toEqual([0, 0, 1]);
    expect(failed.stderr).toBe('');
    expect(step.outputs['token']).toBe(sandbox.issuedSecrets[0]);
    expect(sandbox.tokens()).toEqual([]);
  })(),
);

// A real resolver that never answers needs a /etc/resolv.conf of its own, and so root and Linux.
const canUnshare =
  process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;

const onLinux = canUnshare ? test : test.skip;

/** Runs the step where a name server knows `etoro.test` alone, on the loopback address, and never answers for another name. */
async function runWithNameServer(inputs: Record<string, string>, env: Record<string, string> = {}) {
  // Another run of the tests on this machine has another address.
  const address = `127.53.${randomInt(256)}.${randomInt(256)}`;
  const nameServer = dgram.createSocket('udp4');
  nameServer.on('message', (query, { port, address: from }) => {
    if (!query.includes('\x05etoro\x04test\0', 0, 'latin1')) return;
    const isA = query.readUInt16BE(12 + '\x05etoro\x04test\0'.length) === 1;
    const question = query.subarray(12, 12 + 12 + 4);
    const record = Buffer.from('c00c00010001000000000004' + '7f000001', 'hex');
    const head = Buffer.from(`000081800001000${isA ? 1 : 0}00000000`, 'hex');
    query.copy(head, 0, 0, 2);
    nameServer.send(Buffer.concat([head, question, ...(isA ? [record] : [])]), port, from);
  });
  nameServer.bind(53, address);
  await once(nameServer, 'listening');
  const path = (name: string) => join(folder, name);
  writeFileSync(path('resolv.conf'), `nameserver ${address}\n`);
  for (const name of ['output', 'state']) writeFileSync(path(name), '');
  const start = performance.now();
  const step = spawn(
    'unshare',
    [
      ...['--mount', 'bash', '-c', 'mount --bind "$0" /etc/resolv.conf && exec "$@"'],
      path('resolv.conf'),
      ...[process.env['ACTION_NODE'] ?? process.execPath, resolve('dist/main.js')],
    ],
    {
      env: {
        ...env,
        PATH: process.env['PATH'],
        'INPUT_API-KEY': SANDBOX_API_KEY,
        'INPUT_USER-KEY': SANDBOX_USER_KEY,
        'INPUT_PORTFOLIO-ID': SANDBOX_PORTFOLIO_ID,
        INPUT_SCOPES: 'real:read',
        GITHUB_OUTPUT: path('output'),
        GITHUB_STATE: path('state'),
        ...inputs,
      },
    },
  );
  let log = '';
  step.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended: readonly unknown[] = await once(step, 'exit');
  nameServer.close();
  return { exitCode: ended[0], log, durationMs: performance.now() - start };
}

onLinux('with a name server that never answers, the step ends soon after its timeout', async () => {
  const { exitCode, log, durationMs } = await runWithNameServer({
    ...{ 'INPUT_RUNNER-IP': '20.102.38.7', INPUT_TIMEOUT: '2s' },
    'INPUT_API-URL': 'https://etoro.example',
  });
  expect(exitCode).toBe(1);
  expect(log).toContain('No answer from etoro.example: no connection was made within 1.0 s');
  // Such a call was never sent, so nothing is left to the post step.
  expect(log).not.toContain('lost token');
  expect(durationMs).toBeLessThan(5000);
});

onLinux('two services whose names hang do not keep two others from being asked', async () => {
  const answer = () => startHttps((_request, response) => response.end('20.102.38.7'));
  const urls = [await answer(), await answer()].map(({ port }) => `https://etoro.test:${port}/`);
  const sandbox = await startSandbox({ tls: testTls });
  const { exitCode, log, durationMs } = await runWithNameServer(
    {
      'INPUT_IP-SERVICES': `https://one.example https://two.example ${urls.join(' ')}`,
      'INPUT_API-URL': namedForProxy(sandbox.url),
    },
    trusting,
  );
  await sandbox.close();
  await closeServers();
  expect(log).toContain('is 20.102.38.7: 2 of 4 services agree.');
  expect(exitCode).toBe(0);
  expect(durationMs).toBeLessThan(5000);
});
