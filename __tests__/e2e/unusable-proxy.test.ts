import { afterEach, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox/server.ts';
import { closeServers, namedForProxy, startProxy, testTls, trusting } from '../servers.ts';
import { errorOf, onStage, preload, warningsOf } from './stage.ts';

// A proxy that is set and cannot be used is an error: a direct request would pass the egress control by.

afterEach(closeServers);

const apiUrl = ({ url }: Sandbox) => namedForProxy(url);
const env = { ...trusting, ...preload('resolve-to-loopback.cjs') };

test(
  'without a proxy the request goes out directly',
  onStage(
    async ({ sandbox, job }) => {
      expect((await job({ 'api-url': apiUrl(sandbox) }, { env }).step()).exitCode).toBe(0);
    },
    { tls: testTls },
  ),
);

const percent =
  'The user name or password in it has a % that starts no escape. Write %25 for each %.';
const noUrl =
  'It is not the URL of a proxy. Write one with a host and a port up to 65535, such as http://proxy.example:3128.';
const kind =
  'It names a proxy of an unknown kind. Write an http or https one, such as http://proxy.example:3128.';

const unusable: Record<string, [proxy: string, why: string]> = {
  'a raw % in its password': ['http://user:hunter2100%@proxy.example:3128', percent],
  'a raw % in its password, and no scheme': ['user:hunter2100%@proxy.example:3128', percent],
  'a raw % in its user name': ['http://us%er:hunter2@proxy.example:3128', percent],
  'a port out of range': ['http://proxy.example:99999', noUrl],
  'a port out of range, and no scheme': ['proxy.example:99999', noUrl],
  'no host': ['http://', noUrl],
  'a user name and a password, and no host': ['http://somebody:hunter2@', noUrl],
  'a port and no host': ['http://:3128', noUrl],
  'a port and neither host nor scheme': [':3128', noUrl],
  'the scheme of SOCKS': ['socks5://user:hunter2@proxy.example:1080', kind],
  'the scheme of FTP': ['ftp://proxy.example', kind],
};

test.each(Object.entries(unusable))(
  'a proxy with %s fails the step with one clear error, and nothing is sent',
  (_, [proxy, why]) =>
    onStage(
      async ({ sandbox, job, asked }) => {
        const run = job({ 'api-url': apiUrl(sandbox) }, { env: { ...env, https_proxy: proxy } });
        const step = await run.step();

        expect(errorOf(step)).toBe(
          `There is no user token. Nothing was sent because one input is wrong:\n- https_proxy: ${why}`,
        );
        expect(step.stdout).not.toContain('hunter2');
        expect(asked()).toEqual([]);
      },
      { tls: testTls },
    )(),
);

test(
  'HTTPS_PROXY in upper case is checked, too',
  onStage(
    async ({ sandbox, job, asked }) => {
      const run = job(
        { 'api-url': apiUrl(sandbox) },
        { env: { ...env, HTTPS_PROXY: 'proxy.example:99999' } },
      );

      expect(errorOf(await run.step())).toContain(`- HTTPS_PROXY: ${noUrl}`);
      expect(asked()).toEqual([]);
    },
    { tls: testTls },
  ),
);

test(
  'a proxy that cannot be used is checked for the address services, too',
  onStage(async ({ job, asked }) => {
    const run = job(
      { 'runner-ip': 'auto', 'ip-services': 'https://etoro.test/ip https://ip.example' },
      { env: { ...env, https_proxy: 'proxy.example:99999' } },
    );

    expect(errorOf(await run.step())).toContain(`one input is wrong:\n- https_proxy: ${noUrl}`);
    expect(asked()).toEqual([]);
  }),
);

test(
  'the post step sends nothing past a proxy that cannot be used, and warns',
  onStage(
    async ({ sandbox, job, asked }) => {
      const inputs = { 'api-url': apiUrl(sandbox) };
      const run = job(inputs, { env });
      const step = await run.step();
      // A later step sets the proxy.
      await run.run([
        '--eval',
        `require('fs').appendFileSync(process.env.GITHUB_ENV, 'https_proxy=http://user:hunter2100%@proxy.example\\n')`,
      ]);
      const post = await run.post();

      expect(post.exitCode).toBe(0);
      expect(warningsOf(post)).toEqual([
        expect.stringContaining(
          `The user token "${step.outputs['token-name'] ?? '?'}" is not revoked: Nothing was sent because one input is wrong:\n- https_proxy: ${percent}`,
        ),
      ]);
      expect(post.stdout).not.toContain('hunter2');
      expect(asked()).toEqual(['createUserToken']);
    },
    { tls: testTls },
  ),
);

test.each([
  ['with a scheme', (port: number) => `http://127.0.0.1:${port}`],
  ['without a scheme', (port: number) => `127.0.0.1:${port}`],
  ['with an escaped % in its password', (port: number) => `http://user:100%25@127.0.0.1:${port}`],
  ['without a scheme and with a password', (port: number) => `user:p%40ss@127.0.0.1:${port}`],
])('a proxy %s is used, by the step and by the post step', (_, proxyUrl) =>
  onStage(
    async ({ sandbox, job, asked }) => {
      const proxy = await startProxy();
      const run = job(
        { 'api-url': apiUrl(sandbox) },
        { env: { ...env, https_proxy: proxyUrl(proxy.port) } },
      );
      const step = await run.step();
      const post = await run.post();

      expect(step.exitCode).toBe(0);
      expect(warningsOf(post)).toEqual([]);
      expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
      expect(proxy.asked.map(({ method }) => method)).toEqual(['CONNECT', 'CONNECT']);
    },
    { tls: testTls },
  )(),
);

test(
  'a proxy that cannot be used is no error where no_proxy excepts the host',
  onStage(
    async ({ sandbox, job }) => {
      const run = job(
        { 'api-url': apiUrl(sandbox) },
        { env: { ...env, https_proxy: 'proxy.example:99999', no_proxy: 'etoro.test' } },
      );

      expect((await run.step()).exitCode).toBe(0);
    },
    { tls: testTls },
  ),
);
