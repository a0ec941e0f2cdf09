import type { Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_USER_KEY } from '../../sandbox/server.ts';
import { closeServers, namedForProxy, startProxy, testTls, trusting } from '../servers.ts';
import { errorOf, onStage, warningsOf } from './stage.ts';

afterEach(closeServers);

const tls = { tls: testTls };

test(
  'both steps work behind a private CA',
  onStage(async ({ job, asked }) => {
    const trustingJob = job({}, { env: trusting });
    expect((await trustingJob.step()).exitCode).toBe(0);
    expect((await trustingJob.post()).exitCode).toBe(0);
    expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
  }, tls),
);

test(
  'a certificate that nobody vouches for gets no key, at once, and the error says what to check',
  onStage(async ({ job, asked }) => {
    const result = await job().step();
    expect(errorOf(result)).toMatch(
      /certificate of the server is not trusted .*NODE_EXTRA_CA_CERTS/,
    );
    expect(asked()).toEqual([]);
  }, tls),
);

test(
  'NODE_TLS_REJECT_UNAUTHORIZED does not make a certificate good',
  onStage(async ({ job, asked }) => {
    const result = await job({}, { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }).step();
    expect(result.exitCode).toBe(1);
    expect(asked()).toEqual([]);
  }, tls),
);

test(
  'both steps work through a proxy, which sees neither keys nor token',
  onStage(async ({ sandbox, job, asked }) => {
    const proxy = await startProxy();
    const proxied = job(
      { 'api-url': namedForProxy(sandbox.url) },
      { env: { ...trusting, https_proxy: `http://somebody:hunter2@127.0.0.1:${proxy.port}` } },
    );
    expect((await proxied.step()).exitCode).toBe(0);
    expect((await proxied.post()).exitCode).toBe(0);
    expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
    expect(proxy.asked.map(({ method }) => method)).toEqual(['CONNECT', 'CONNECT']);
    expect(proxy.asked[0]?.url).toBe(new URL(namedForProxy(sandbox.url)).host);
    const secrets = [SANDBOX_API_KEY, SANDBOX_USER_KEY, ...sandbox.issuedSecrets];
    expect(secrets).toHaveLength(3);
    for (const secret of secrets) expect(proxy.seen()).not.toContain(secret);
  }, tls),
);

/** A proxy that wants other credentials than it is given. */
function refuse(socket: Socket): void {
  socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
}

test(
  "a proxy's credentials are not printed when it refuses them, and the error says what to check",
  onStage(async ({ sandbox, job, asked }) => {
    const proxy = await startProxy(refuse);
    const env = { https_proxy: `http://somebody:hunter2@127.0.0.1:${proxy.port}` };
    const { commands, exitCode, stdout, stderr } = await job(
      { 'api-url': namedForProxy(sandbox.url) },
      { env, debug: true },
    ).step();
    const errors = commands.filter(({ name }) => name === 'error');
    expect(exitCode).toBe(1);
    expect(errors).toMatchObject([
      { value: expect.stringMatching(/the proxy refused to connect \(HTTP 407\).*https_proxy/) },
    ]);
    expect(stdout + stderr).not.toMatch(new RegExp(`hunter2|${btoa('somebody:hunter2')}`));
    expect(asked()).toEqual([]);
  }, tls),
);

test(
  'a proxy that hangs does not hold the step beyond its timeout',
  onStage(async ({ sandbox, job }) => {
    const proxy = await startProxy(() => undefined);
    const result = await job(
      { 'api-url': namedForProxy(sandbox.url), timeout: '2s' },
      { env: { https_proxy: `http://127.0.0.1:${proxy.port}` } },
    ).step();
    expect(errorOf(result)).toContain('no connection was made within');
    expect(result.durationMs).toBeLessThan(5000);
  }, tls),
  10_000,
);

test(
  'a proxy that refuses when the job ends is a warning, and no failure',
  onStage(async ({ sandbox, job, asked }) => {
    let isRefusing = false;
    const proxy = await startProxy((socket, open) => {
      if (isRefusing) refuse(socket);
      else open();
    });
    const proxied = job(
      { 'api-url': namedForProxy(sandbox.url) },
      { env: { ...trusting, https_proxy: `http://somebody:hunter2@127.0.0.1:${proxy.port}` } },
    );
    const { outputs } = await proxied.step();
    isRefusing = true;
    const result = await proxied.post();
    expect(result.exitCode).toBe(0);
    expect(warningsOf(result)).toEqual([
      expect.stringMatching(
        `"${outputs['token-name']}" is not revoked: .*HTTP 407.*${outputs['expires-at']}`,
      ),
    ]);
    expect(asked()).toEqual(['createUserToken']);
  }, tls),
);
