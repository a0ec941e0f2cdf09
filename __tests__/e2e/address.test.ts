import type { RequestListener } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { closeServers, startHttp } from '../servers.ts';
import { errorOf, onStage } from './stage.ts';

afterEach(closeServers);

/** Starts an address service for each behaviour, and gives the input `ip-services` that names them. */
async function services(...behaviours: RequestListener[]): Promise<string> {
  const started = await Promise.all(behaviours.map((behaviour) => startHttp(behaviour)));
  return started.map(({ port }) => `http://127.0.0.1:${port}/`).join('\n');
}

const says =
  (body: string, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };
const agrees = says('20.102.38.7\r\n');
const hangs: RequestListener = () => undefined;
const drops: RequestListener = (request) => request.socket.destroy();

/** Services that give no address, and what the error says of them. */
const silent: Record<string, [RequestListener, string]> = {
  'answers in HTML': [
    says('<html>Sign in</html>'),
    'not an IPv4 address but "<html>Sign in</html>"',
  ],
  'answers in JSON': [says('{"ip":"20.102.38.7"}'), 'not an IPv4 address but'],
  'says an IPv6 address': [says('2001:db8::1'), 'not an IPv4 address but "2001:db8::1"'],
  'says a private address': [says('192.168.1.7'), '192.168.1.7, which is not a public address'],
  'says a carrier-grade NAT address': [says('100.64.0.1'), 'not a public address'],
  'says a documentation address': [says('203.0.113.7'), 'not a public address'],
  'says two addresses': [says('20.102.38.7 20.102.38.8'), 'not an IPv4 address but'],
  fails: [says('20.102.38.7', 500), 'HTTP 500'],
  redirects: [
    says('', 302, { location: 'http://127.0.0.1:1/' }),
    'HTTP 302, a redirect, which is not followed',
  ],
  'answers with megabytes': [says('20.102.38.7'.padEnd(3_000_000)), 'larger than 512 bytes'],
  'drops the connection': [drops, 'the connection broke off'],
};

test.each(Object.entries(silent))(
  'a service that %s does not count, and the others do',
  (_, [behaviour]) =>
    onStage(async ({ job }) => {
      const ipServices = await services(behaviour, agrees, agrees);
      const step = await job({ 'runner-ip': 'auto', 'ip-services': ipServices }).step();

      expect(step.outputs['runner-ip']).toBe('20.102.38.7');
      expect(step.log).toContain('is 20.102.38.7: 2 of 3 services agree.');
    })(),
);

test.each(Object.entries(silent))(
  'when one is left beside a service that %s, there is no agreement, and the error says why',
  (_, [behaviour, why]) =>
    onStage(async ({ job, asked }) => {
      const ipServices = await services(behaviour, agrees);
      const step = await job({ 'runner-ip': 'auto', 'ip-services': ipServices }).step();

      expect(errorOf(step)).toContain(why);
      expect(errorOf(step)).toMatch(/- 127\.0\.0\.1:\d+: 20\.102\.38\.7\n/);
      expect(asked()).toEqual([]);
    })(),
);

test(
  'two services that agree outvote one that lies',
  onStage(async ({ job }) => {
    const ipServices = await services(agrees, says('8.8.8.8'), agrees);
    const step = await job({ 'runner-ip': 'auto', 'ip-services': ipServices }).step();

    expect(step.outputs['runner-ip']).toBe('20.102.38.7');
  }),
);

test(
  'one host that is asked at two URLs has one vote',
  onStage(async ({ job, asked }) => {
    const liar = await services(says('8.8.8.8'));
    const ipServices = `${liar}a ${liar}b ${await services(agrees)}`;
    const step = await job({ 'runner-ip': 'auto', 'ip-services': ipServices }).step();

    expect(errorOf(step)).toContain('too few services agree');
    expect(errorOf(step).match(/: 8\.8\.8\.8\n/g)).toHaveLength(2);
    expect(asked()).toEqual([]);
  }),
);

test(
  'one host that is asked at two URLs decides where there is no other',
  onStage(async ({ job }) => {
    const host = await services(agrees);
    const step = await job({ 'runner-ip': 'auto', 'ip-services': `${host}a ${host}b` }).step();

    expect(step.outputs['runner-ip']).toBe('20.102.38.7');
  }),
);

test(
  'a job behind several egress addresses sees them all in the error',
  onStage(async ({ job }) => {
    const ipServices = await services(says('20.1.1.1'), says('20.1.1.2'), says('20.1.1.3'));
    const error = errorOf(await job({ 'runner-ip': 'auto', 'ip-services': ipServices }).step());

    for (const address of ['20.1.1.1', '20.1.1.2', '20.1.1.3']) expect(error).toContain(address);
  }),
);

test(
  'a service that hangs costs nothing when two others agree',
  onStage(async ({ job }) => {
    const ipServices = await services(hangs, agrees, agrees);
    const step = await job({ 'runner-ip': 'auto', 'ip-services': ipServices }).step();

    expect(step.exitCode).toBe(0);
    expect(step.durationMs).toBeLessThan(2000);
  }),
);

test(
  'services that hang do not hold the step beyond its timeout',
  onStage(async ({ job }) => {
    const ipServices = await services(hangs, hangs, agrees);
    const run = job({ 'runner-ip': 'auto', 'ip-services': ipServices, timeout: '2s' });
    const step = await run.step();

    expect(errorOf(step)).toContain('no whole answer came within 2.0 s');
    expect(step.durationMs).toBeLessThan(4000);
  }),
);

test(
  'the services see a plain GET that carries nothing of the job',
  onStage(async ({ job }) => {
    const seen: unknown[] = [];
    const ipServices = await services((request, response) => {
      seen.push([request.method, Object.keys(request.headers).sort()]);
      response.end('20.102.38.7');
    });
    const step = await job({ 'runner-ip': 'auto', 'ip-services': ipServices }).step();

    expect(step.exitCode).toBe(0);
    expect(seen).toEqual([['GET', ['accept-encoding', 'connection', 'host', 'user-agent']]]);
  }),
);

test(
  'a private address given by hand gets a warning',
  onStage(async ({ job }) => {
    const step = await job({ 'runner-ip': '10.0.0.7, 20.102.38.7' }).step();

    expect(step.exitCode).toBe(0);
    expect(step.log).toContain(
      'Warning: runner-ip has 10.0.0.7, not a public address: eToro sees the public address of your network',
    );
  }),
);
