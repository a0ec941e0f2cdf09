import { readFileSync } from 'node:fs';
import net, { type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_USER_KEY, type Sandbox } from '../../sandbox/server.ts';
import { realTime } from '../../sandbox/timekeeper.ts';
import {
  closeServers,
  hasIPv6,
  namedForProxy,
  startHttp,
  startProxy,
  startTcp,
  testFile,
  testTls,
  trusting,
} from '../servers.ts';
import { errorOf, onStage, preload, warningsOf, type Stage } from './stage.ts';

afterEach(closeServers);

const overTls = (play: (stage: Stage) => Promise<void>) => onStage(play, { tls: testTls });

test.each([
  ['by default', {}],
  ['with NODE_TLS_REJECT_UNAUTHORIZED', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
])('a certificate that nobody vouches for gets no key, at once: %s', (_, env) =>
  overTls(async ({ job, asked }) => {
    expect(errorOf(await job({}, { env }).step())).toMatch(
      /certificate of the server is not trusted .*NODE_EXTRA_CA_CERTS/,
    );
    expect(asked()).toEqual([]);
  })(),
);

const expired = testFile('test-only-expired.cert.pem');

test.each([
  [
    'that wants one of the client',
    { ...testTls, requestCert: true, rejectUnauthorized: true },
    trusting,
    'the server wants a certificate of this client, which cannot have one',
  ],
  [
    'that wants one of the client, in TLS 1.2',
    { ...testTls, requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' as const },
    trusting,
    'the server does not speak TLS as expected, or wants a certificate of this client',
  ],
  [
    'that has expired',
    { key: testTls.key, cert: readFileSync(expired, 'utf8') },
    { NODE_EXTRA_CA_CERTS: expired },
    'the certificate of the server has expired or is not valid yet, or the clock of this runner is wrong',
  ],
])('a certificate %s is told as that, once, and gets no key', (_, tls, env, what) =>
  onStage(
    async ({ job, asked }) => {
      const step = await job({}, { env }).step();
      expect(errorOf(step)).toContain(`: ${what} (`);
      expect(step.log).not.toContain('Waiting');
      expect(asked()).toEqual([]);
    },
    { tls },
  )(),
);

// A name server that knows `etoro.test` shows whether a request goes around the proxy.
const env = { ...trusting, ...preload('resolve-to-loopback.cjs') };
const inputs = (sandbox: Sandbox) => ({ 'api-url': namedForProxy(sandbox.url) });

test.each<[string, (port: number) => string, string]>([
  ['without a scheme', (port) => `user:100%25@127.0.0.1:${port}`, 'user:100%'],
  ['of a domain', (port) => `http://CORP%5Cbob:1%23@127.0.0.1:${port}`, 'CORP\\bob:1#'],
  ['with white space around', (port) => ` http://127.0.0.1:${port} `, ''],
  ['over TLS', (port) => `https://user:hunter2@localhost:${port}`, 'user:hunter2'],
  ...(hasIPv6
    ? ([['on IPv6', (port: number) => `http://user:hunter2@[::1]:${port}`, 'user:hunter2']] as const)
    : []
  ).map(([what, urlOf, basic]): [string, typeof urlOf, string] => [what, urlOf, basic]),
])('both steps use a proxy %s, which sees neither keys nor token', (what, urlOf, basic) =>
  overTls(async ({ sandbox, job, asked }) => {
    const proxy = await startProxy(undefined, what === 'over TLS' ? testTls : {});
    const proxied = job(inputs(sandbox), { env: { ...env, https_proxy: urlOf(proxy.port) } });
    // Node would warn of what is out of date.
    expect(await proxied.step()).toMatchObject({ exitCode: 0, stderr: '' });
    expect(warningsOf(await proxied.post())).toEqual([]);
    expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
    const { host } = new URL(namedForProxy(sandbox.url));
    expect(proxy.asked).toMatchObject([
      { method: 'CONNECT', url: host },
      { method: 'CONNECT', url: host },
    ]);
    expect(proxy.asked[0]?.headers['proxy-authorization']).toBe(basic ? `Basic ${btoa(basic)}` : undefined);
    const secrets = [SANDBOX_API_KEY, SANDBOX_USER_KEY, ...sandbox.issuedSecrets];
    expect(secrets).toHaveLength(3);
    for (const secret of secrets) expect(proxy.seen()).not.toContain(secret);
  })(),
);

/** A proxy that wants other credentials than it is given. */
function refuse(socket: Socket): void {
  socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
}

test(
  'a proxy that refuses is named, not its credentials, and the error says what to check',
  overTls(async ({ sandbox, job, asked }) => {
    const proxy = await startProxy(refuse);
    const refused = { DEBUG: '*', https_proxy: `http://somebody:hunter2@127.0.0.1:${proxy.port}` };
    const step = await job(inputs(sandbox), { env: refused, debug: true }).step();
    expect(step.exitCode).toBe(1);
    expect(step.commands.filter(({ name }) => name === 'error')).toMatchObject([
      {
        value: expect.stringMatching(
          `No answer from etoro.test:\\d+: the proxy 127.0.0.1:${proxy.port} refused to connect \\(HTTP 407\\).*https_proxy`,
        ),
      },
    ]);
    expect(step.stdout + step.stderr).not.toMatch(/hunter2|c29tZWJvZHk6aHVudGVyMg==/);
    expect(asked()).toEqual([]);
  }),
);

test(
  'a target that is an IPv6 address is named to the proxy in brackets',
  overTls(async ({ job }) => {
    const proxy = await startProxy(refuse);
    const env = { https_proxy: `http://127.0.0.1:${proxy.port}` };
    await job({ 'api-url': 'https://[2001:db8::7]' }, { env }).step();
    const target = '[2001:db8::7]:443';
    expect(proxy.asked).toMatchObject([{ method: 'CONNECT', url: target, headers: { host: target } }]);
  }),
);

test(
  'a proxy that hangs does not hold the step beyond its timeout',
  overTls(async ({ sandbox, job }) => {
    const proxy = await startProxy(() => undefined);
    const result = await job(
      { ...inputs(sandbox), timeout: '2s' },
      { env: { https_proxy: `http://127.0.0.1:${proxy.port}` } },
    ).step();
    expect(errorOf(result)).toContain('no connection was made through the proxy within');
    expect(result.durationMs).toBeLessThan(5000);
  }),
);

const percent = 'The user name or password in it has a % that starts no escape. Write %25 for each %.';
const at =
  'It has an @ that no user name and password stand in front of. In these, write %5C for \\, %23 for #, %2F for /, %3F for ?, and %40 for @.';
const kind = 'It names a proxy of an unknown kind. Write an http or https one, such as http://proxy.example:3128.';

// A proxy that is set and cannot be used is an error: a direct request would pass the egress control by. The unit tests of
// src/http/proxy.ts hold each reason.
test.each([
  ['HTTPS_PROXY', 'http://user:hunter2100%@proxy.example:3128', percent],
  ['https_proxy', 'http://bob:12#hunter2@proxy.example:3128', at],
  ['https_proxy', 'socks5://user:hunter2@proxy.example:1080', kind],
])('a proxy that cannot be used is one clear error, and nothing is sent: %s=%s', (name, proxy, why) =>
  overTls(async ({ sandbox, job, asked }) => {
    const step = await job(inputs(sandbox), { env: { ...env, [name]: proxy } }).step();
    expect(errorOf(step)).toBe(
      `There is no user token. Nothing was sent because one input is wrong:\n- ${name}: ${why}`,
    );
    expect(step.stdout).not.toContain('hunter2');
    expect(asked()).toEqual([]);
  })(),
);

test(
  'a proxy that cannot be used does not count where no_proxy names the host',
  overTls(async ({ sandbox, job }) => {
    const excepted = { ...env, https_proxy: 'http://:3128', no_proxy: 'etoro.test' };
    expect((await job(inputs(sandbox), { env: excepted }).step()).exitCode).toBe(0);
  }),
);

test(
  'when the job ends, a proxy that refuses, or that cannot be used, is a warning, and no failure',
  overTls(async ({ sandbox, job, asked }) => {
    let isRefusing = false;
    const proxy = await startProxy((socket, open) => {
      if (isRefusing) refuse(socket);
      else open();
    });
    const good = `http://somebody:hunter2@127.0.0.1:${proxy.port}`;
    const run = job(inputs(sandbox), { env: { ...env, https_proxy: good } });
    const { outputs } = await run.step();
    isRefusing = true;
    for (const [later, why] of [
      [good, 'HTTP 407'],
      ['http://user:hunter2100%@proxy.example', `one input is wrong:\n- https_proxy: ${percent}`],
    ] as const) {
      const script = `require('fs').appendFileSync(process.env.GITHUB_ENV, 'https_proxy=${later}\\n')`;
      await run.run(['--eval', script]);
      const post = await run.post();

      expect(post.exitCode).toBe(0);
      const [warning, ...more] = warningsOf(post);
      expect(warning).toContain(`"${outputs['token-name']}" is not revoked: `);
      expect(warning).toContain(why);
      expect(warning).toContain(`expires by itself at ${outputs['expires-at']}`);
      expect(more).toEqual([]);
      expect(post.stdout).not.toContain('hunter2');
    }
    expect(asked()).toEqual(['createUserToken']);
  }),
);

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
    overTls(async ({ sandbox, job, asked }) => {
      const way = await startWay(sandbox.url);
      const inputs = { 'runner-ip': runnerIp, 'ip-services': await startServices(), 'api-url': way.url };
      const run = job(inputs, { env: trusting });
      expect(await run.step()).toMatchObject({ exitCode: 0, stderr: '' });
      expect(asked()).toEqual(['createUserToken']);
      expect(way.connections()).toBe(1);

      expect(await run.post()).toMatchObject({ exitCode: 0, stderr: '' });
      expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
      expect(way.connections()).toBe(2);
    })(),
);

test(
  'with an input that is wrong, no connection is made',
  overTls(async ({ sandbox, job }) => {
    const way = await startWay(sandbox.url);
    const step = await job({ 'api-url': way.url, scopes: 'demo:raed' }, { env: trusting }).step();

    expect(step.exitCode).toBe(1);
    expect(way.connections()).toBe(0);
  }),
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
    { tls: testTls, time: realTime },
  ),
);

test(
  'a short call still reaches the second address of a host whose first one is silent',
  onStage(
    async ({ sandbox, job, asked }) => {
      const env = { ...trusting, ...preload('far-host.cjs'), FAR_HOST: 'silent' };
      const ids = { 'token-ids': '00000000-0000-4000-8000-000000000001' };
      const inputs = { ...ids, 'api-url': namedForProxy(sandbox.url), timeout: '3s' };
      const { exitCode, log } = await job(inputs, { env, action: 'revoke' }).step();
      expect([exitCode, log]).toEqual([0, expect.not.stringContaining('Waiting')]);
      expect(asked()).toContain('deleteUserToken');
    },
    { tls: testTls, time: realTime },
  ),
);
