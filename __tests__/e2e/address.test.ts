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

const page = 'a firewall or a sign-in page seems to answer in their place';
const others = 'or name others in the input ip-services';

/** Services that give no address, what the error says of them, and what it advises. */
const silent: Record<string, [RequestListener, why: string, advice: string]> = {
  'answers in HTML': [says('<html>Sign in</html>'), 'not an IPv4 address but', page],
  'answers in JSON': [says('{"ip":"20.102.38.7"}'), 'not an IPv4 address but', page],
  'says an IPv6 address': [says('2001:db8::1'), 'not an IPv4 address but', others],
  'says a private address': [says('192.168.1.7'), '192.168.1.7, which is not a public', others],
  'says a carrier-grade NAT address': [says('100.64.0.1'), 'not a public address', others],
  'says a documentation address': [says('203.0.113.7'), 'not a public address', others],
  'says two addresses': [says('20.102.38.7 20.102.38.8'), 'not an IPv4 address but', page],
  'is forbidden': [says('20.102.38.7', 403), 'HTTP 403', page],
  redirects: [says('', 302, { location: '/' }), 'HTTP 302, a redirect, which is not', page],
  'answers with megabytes': [says('20.102.38.7'.padEnd(3e6)), 'larger than 512 bytes', page],
  'fails for longer than there is time': [says('', 503, { 'retry-after': '60' }), 'HTTP 503', others],
};

test.each(Object.entries(silent))(
  'a service that %s does not count: two others do, one is no agreement, and the error says why',
  (_, [behaviour, why, advice]) =>
    onStage(async ({ job, asked }) => {
      const error = errorOf(await job(await auto(behaviour, agrees)).step());
      expect(error).toContain(why);
      expect(error).toMatch(/- 127\.0\.0\.1:\d+: 20\.102\.38\.7\n/);
      expect(error).toContain(advice);
      expect(error).not.toContain('none');
      expect(asked()).toEqual([]);

      const step = await job(await auto(behaviour, agrees, agrees)).step();
      expect(step.outputs['runner-ip']).toBe('20.102.38.7');
      expect(step.log).toContain('is 20.102.38.7: 2 of 3 services agree.');
    })(),
);

test.each<[string, RequestListener]>([
  ['503', says('', 503)],
  ['429 with Retry-After', says('', 429, { 'retry-after': '1' })],
  ['a dropped connection', drops],
])('two services that fail once are asked again, and the log tells each wait: %s', (_, fails) =>
  onStage(async ({ job }) => {
    const inputs = await auto(agrees, first(fails, agrees), first(fails, drops));
    const step = await job(inputs, { env: preload('no-jitter.cjs') }).step();
    expect(step.outputs['runner-ip']).toBe('20.102.38.7');
    expect(step.log).toMatch(/^127\.0\.0\.1:\d+: .*\. Waiting [01]s before it is asked again\.$/m);
  })(),
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
    expect(errorOf(late)).toContain('no whole answer came within 2.0 s');
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

test(
  'a private address given by hand is an input error',
  onStage(async ({ job, asked }) => {
    const step = await job({ 'runner-ip': '10.0.0.7, 20.102.38.7' }).step();
    expect(errorOf(step)).toContain('runner-ip: "10.0.0.7" is not a public address');
    expect(asked()).toEqual([]);
  }),
);
