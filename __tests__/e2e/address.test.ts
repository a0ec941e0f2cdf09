import type { RequestListener } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { closeServers, namedForProxy, startHttp, startProxy, testTls, trusting } from '../servers.ts';
import { errorOf, onStage, preload, warningsOf } from './stage.ts';

afterEach(closeServers);

/** Starts an address service for each behaviour, and gives the input `ip-services` that names them. */
async function services(...behaviours: RequestListener[]): Promise<string> {
  const started = await Promise.all(behaviours.map((behaviour) => startHttp(behaviour)));
  return started.map(({ port }) => `http://127.0.0.1:${port}/`).join('\n');
}
const auto = async (...behaviours: RequestListener[]) => ({
  ...{ 'runner-ip': 'auto', 'ip-services': await services(...behaviours) },
});

const says =
  (body: string, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };
const agrees = says('20.102.38.7\r\n');
const hangs: RequestListener = () => undefined;
const drops: RequestListener = (request) => request.socket.destroy();

/** Does one thing for the first request, and another one for the others. */
function first(behaviour: RequestListener, then: RequestListener): RequestListener {
  let requests = 0;
  return (request, response) => {
    (++requests === 1 ? behaviour : then)(request, response);
  };
}

/** Services that give no address, and what the error says of each. */
const silent: [RequestListener, string][] = [
  [says('<html>Sign in</html>'), 'not an IPv4 address but "<html>'],
  [says('{"ip":"20.102.38.7"}'), 'not an IPv4 address but "{'],
  [says('2001:db8::1'), 'not an IPv4 address but "2001:'],
  [says('192.168.1.7'), '192.168.1.7, which is not a public address'],
  [says('100.64.0.1'), '100.64.0.1, which is not a public address'],
  [says('203.0.113.7'), '203.0.113.7, which is not a public address'],
  [says('20.102.38.7 20.102.38.8'), 'not an IPv4 address but "20.'],
  [says('20.102.38.7'.padEnd(3e6), 403), 'HTTP 403'],
  [says('', 302, { location: '/' }), 'HTTP 302, a redirect, which is not followed'],
  [says('20.102.38.7'.padEnd(3e6)), 'the answer is larger than 512 bytes'],
  [says('', 503, { 'retry-after': '60' }), 'HTTP 503'],
];

test(
  'what is no public IPv4 address does not count: two others do, one is no agreement, and the error says why',
  onStage(async ({ job, asked }) => {
    const behaviours = silent.map(([behaviour]) => behaviour);
    const run = job(await auto(...behaviours, agrees));
    const error = errorOf(await run.step());
    for (const [, why] of silent) expect(error).toContain(`: ${why}`);
    expect(error).toMatch(/- 127\.0\.0\.1:\d+: 20\.102\.38\.7\n/);
    expect(error).toContain('a firewall or a sign-in page seems to answer in their place');
    expect(error).not.toContain('none');
    expect((await run.post()).log).toBe('There is nothing to revoke.\n');
    expect(asked()).toEqual([]);

    const step = await job(await auto(...behaviours, agrees, agrees)).step();
    expect(step.outputs['runner-ip']).toBe('20.102.38.7');
    expect(step.log).toContain('is 20.102.38.7: 2 of 13 services agree.');
  }),
);

test(
  'services that fail once are asked again, and the log tells each wait',
  onStage(async ({ job }) => {
    const page = '<html>'.padEnd(2000);
    const fails = [says(page, 503), says(page, 429, { 'retry-after': '1' }), drops];
    const inputs = await auto(agrees, ...fails.map((failure) => first(failure, failure === drops ? agrees : drops)));
    const step = await job(inputs, { env: preload('no-jitter.cjs') }).step();
    expect(step.outputs['runner-ip']).toBe('20.102.38.7');
    for (const wait of ['HTTP 503. Waiting 0s', 'HTTP 429. Waiting 1s', '(ECONNRESET). Waiting 0s']) {
      expect(step.log).toContain(`${wait} before it is asked again.`);
    }
  }),
);

test(
  'without agreement, a certificate or a proxy on the way is what the error is about',
  onStage(
    async ({ sandbox, job }) => {
      const url = namedForProxy(sandbox.url);
      const inputs = { 'api-url': url, 'runner-ip': 'auto', 'ip-services': `${url}/ip` };
      const proxies = [await startProxy(), await startProxy((socket) => socket.end('HTTP/1.1 407 No\r\n\r\n'))];
      const errors = proxies.map(async ({ port }) =>
        errorOf(await job(inputs, { env: { https_proxy: `http://127.0.0.1:${port}` } }).step()),
      );
      const [certificate, proxy] = await Promise.all(errors);
      expect(certificate).toMatch(/not trusted .*\nSomething on the way looks into TLS, .*NODE_EXTRA_CA_CERTS/);
      expect(proxy).toMatch(/refused to connect \(HTTP 407\)\nCheck https_proxy in the environment/);
      expect(`${certificate} ${proxy}`).not.toContain('none');
    },
    { tls: testTls },
  ),
);

test(
  'eToro directly and the services by a proxy is a warning, because the address may be another one',
  onStage(
    async ({ sandbox, job }) => {
      const { port } = await startProxy();
      const inputs = { 'runner-ip': 'auto', 'ip-services': `${namedForProxy(sandbox.url)}/ip` };
      const env = { ...trusting, https_proxy: `http://127.0.0.1:${port}` };
      const step = await job(inputs, { env }).step();
      expect(step.exitCode).toBe(0);
      expect(warningsOf(step)).toEqual([
        expect.stringMatching(/ directly, and etoro\.test:\d+ by a proxy, so the address that is found may not/),
      ]);
    },
    { tls: testTls },
  ),
);

test(
  'two services that agree outvote one that lies, also one that is asked at two URLs',
  onStage(async ({ job, asked }) => {
    const step = await job(await auto(agrees, says('8.8.8.8'), agrees)).step();
    expect(step.outputs['runner-ip']).toBe('20.102.38.7');

    const liar = await services(says('8.8.8.8'));
    const ipServices = `${liar}a ${liar}b ${await services(agrees)}`;
    const error = errorOf(await job({ 'runner-ip': 'auto', 'ip-services': ipServices }).step());
    expect(error).toContain('too few services agree');
    expect(error.match(/: 8\.8\.8\.8\n/g)).toHaveLength(2);
    expect(error).toContain('runner-ip: all that are listed here');
    expect(asked()).toEqual(['createUserToken']);
  }),
);

test(
  'one host that is asked at two URLs decides where there is no other, and given addresses are added',
  onStage(async ({ job }) => {
    const host = await services(agrees);
    const inputs = { 'runner-ip': 'auto 20.102.38.9', 'ip-services': `${host}a ${host}b` };
    const step = await job(inputs).step();
    expect(step.outputs['runner-ip']).toBe('20.102.38.7,20.102.38.9');
  }),
);

test(
  'a service that hangs costs nothing when two others agree, and never more than the timeout',
  onStage(async ({ job }) => {
    const step = await job(await auto(hangs, agrees, agrees)).step();
    expect(step.exitCode).toBe(0);
    expect(step.durationMs).toBeLessThan(2000);

    const late = await job({ ...(await auto(hangs, hangs, agrees)), timeout: '2s' }).step();
    expect(errorOf(late)).toContain('no whole answer came within 1.0 s');
    expect(late.durationMs).toBeLessThan(4000);
  }),
);

test(
  'the services see a plain GET that carries nothing of the job',
  onStage(async ({ job }) => {
    const seen: unknown[] = [];
    const inputs = await auto((request, response) => {
      seen.push([request.method, Object.keys(request.headers).sort()]);
      response.end('20.102.38.7');
    });
    expect((await job(inputs).step()).exitCode).toBe(0);
    expect(seen).toEqual([['GET', ['accept-encoding', 'connection', 'host', 'user-agent']]]);
  }),
);
