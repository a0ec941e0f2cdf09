import net, { type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { realTime } from '../../sandbox/timekeeper.ts';
import { closeServers, namedForProxy, startHttp, startTcp, testTls, trusting } from '../servers.ts';
import { onStage, preload } from './stage.ts';

afterEach(closeServers);

const tls = { tls: testTls };

/** A way to a server that counts the connections. */
async function startWay(url: string) {
  const { port, connections } = await startTcp((socket: Socket) => {
    const server = net.connect(Number(new URL(url).port), '127.0.0.1');
    socket.pipe(server).pipe(socket);
    for (const end of [socket, server]) end.on('error', () => socket.destroy());
  });
  return { url: `https://127.0.0.1:${port}`, connections };
}

/** Services that tell the address. */
async function startServices() {
  const answer = () => startHttp((_request, response) => response.end('20.102.38.7'));
  const ports = await Promise.all([answer(), answer()]);
  return ports.map(({ port }) => `http://127.0.0.1:${port}/`).join(' ');
}

test.each(['auto', '20.102.38.7'])(
  'with runner-ip %s a step makes one TLS connection to eToro, and sends one request on it, and so does its post step',
  (runnerIp) =>
    onStage(async ({ sandbox, job, asked }) => {
      const way = await startWay(sandbox.url);
      const inputs = { 'runner-ip': runnerIp, 'ip-services': await startServices(), 'api-url': way.url };
      const run = job(inputs, { env: trusting });
      expect(await run.step()).toMatchObject({ exitCode: 0, stderr: '' });
      expect(asked()).toEqual(['createUserToken']);
      expect(way.connections()).toBe(1);

      expect(await run.post()).toMatchObject({ exitCode: 0, stderr: '' });
      expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
      expect(way.connections()).toBe(2);
    }, tls)(),
);

test(
  'with an input that is wrong, no connection is made',
  onStage(async ({ sandbox, job }) => {
    const way = await startWay(sandbox.url);
    const step = await job({ 'api-url': way.url, scopes: 'demo:raed' }, { env: trusting }).step();

    expect(step.exitCode).toBe(1);
    expect(way.connections()).toBe(0);
  }, tls),
);

test(
  'a host whose first address is far away is reached, also where nobody listens on its second one',
  onStage(
    async ({ sandbox, job, asked }) => {
      const env = { ...trusting, ...preload('far-host.cjs') };
      const inputs = { 'api-url': namedForProxy(sandbox.url), timeout: '4s' };
      const run = job(inputs, { env });
      expect((await run.step()).exitCode).toBe(0);
      await run.post();
      const ids = { 'token-ids': '00000000-0000-4000-8000-000000000001', ...inputs };
      const revoke = await job(ids, { env, action: 'revoke' }).step();
      expect(revoke.exitCode).toBe(0);
      expect(asked().filter((name) => name === 'deleteUserToken')).toHaveLength(2);
    },
    { ...tls, time: realTime },
  ),
);
