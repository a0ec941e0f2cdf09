import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_PORTFOLIO_ID, SANDBOX_USER_KEY } from '../../sandbox/server.ts';
import { realTime } from '../../sandbox/timekeeper.ts';
import { onStage } from './stage.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resolver-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

// Windows has no named pipes of this kind, and there a process waits for its look-up.
const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix('a look-up that hangs holds neither the step nor the post step', () =>
  onStage(
    async ({ sandbox, job }) => {
      const fifo = join(folder, 'fifo');
      execFileSync('mkfifo', [fifo]);
      const preload = join(import.meta.dirname, 'stuck-thread.cjs');
      const run = job({}, { env: { STUCK_FIFO: fifo, NODE_OPTIONS: `--require ${preload}` } });

      const step = await run.step({ guardMs: 15_000 });
      const post = await run.post({ guardMs: 15_000 });

      expect([step.exitCode, post.exitCode]).toEqual([0, 0]);
      expect(step.outputs['token']).toBe(sandbox.issuedSecrets[0]);
      expect(sandbox.tokens()).toEqual([]);
    },
    { time: realTime },
  )(),
);

onPosix('a step that fails while a look-up hangs ends with exit code 1', () =>
  onStage(
    async ({ job }) => {
      const fifo = join(folder, 'fifo');
      execFileSync('mkfifo', [fifo]);
      const preload = join(import.meta.dirname, 'stuck-thread.cjs');
      const env = { STUCK_FIFO: fifo, NODE_OPTIONS: `--require ${preload}` };
      const step = await job({ scopes: 'nonsense' }, { env }).step({ guardMs: 15_000 });

      expect(step.exitCode).toBe(1);
      expect(step.stderr).toBe('');
    },
    { time: realTime },
  )(),
);

// A real resolver that never answers needs a /etc/resolv.conf of its own, and so root and Linux.
const canUnshare =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', 'true']).status === 0;

(canUnshare ? test : test.skip)(
  'with a name server that never answers, the step ends within two seconds of its timeout',
  async () => {
    // Another run of the tests on this machine has another address.
    const address = `127.53.${randomInt(256)}.${randomInt(256)}`;
    const nameServer = dgram.createSocket('udp4');
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
        ...[path('resolv.conf'), process.execPath, resolve('dist/main.js')],
      ],
      {
        env: {
          PATH: process.env['PATH'],
          'INPUT_API-KEY': SANDBOX_API_KEY,
          'INPUT_USER-KEY': SANDBOX_USER_KEY,
          'INPUT_PORTFOLIO-ID': SANDBOX_PORTFOLIO_ID,
          INPUT_SCOPES: 'real:read',
          'INPUT_RUNNER-IP': '20.102.38.7',
          'INPUT_API-URL': 'https://etoro.example',
          INPUT_TIMEOUT: '2s',
          GITHUB_OUTPUT: path('output'),
          GITHUB_STATE: path('state'),
        },
      },
    );
    let log = '';
    step.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
    const ended: readonly unknown[] = await once(step, 'exit');
    nameServer.close();

    expect(ended[0]).toBe(1);
    expect(log).toContain('No answer from etoro.example: no connection was made within 1.0 s');
    // Such a call was never sent, so nothing is left to the post step.
    expect(log).not.toContain('lost token');
    expect(performance.now() - start).toBeLessThan(4000);
  },
);
