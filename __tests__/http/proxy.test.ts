import http from 'node:http';
import https from 'node:https';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { agentFor, hasProxy, proxyProblem } from '../../src/http/proxy.ts';
import { forgetProxies, proxyVariables } from '../servers.ts';

const ETORO = new URL('https://public-api.etoro.com');

beforeEach(forgetProxies);
afterAll(forgetProxies);

const unknownKind =
  'It names a proxy of an unknown kind. Write an http or https one, such as http://proxy.example:3128.';
const noUrl =
  'It is not the URL of a proxy. Write one with a host and a port up to 65535, such as http://proxy.example:3128.';
const rawPercent =
  'The user name or password in it has a % that starts no escape. Write %25 for each %.';

describe('a proxy that cannot be used', () => {
  test.each([
    ['a raw % in the password', 'http://somebody:100%hunter2@proxy.example:3128', rawPercent],
    ['a raw % in the user name', 'http://some%body:hunter2@proxy.example:3128', rawPercent],
    ['an escape of no character', 'http://somebody:%FFhunter2@proxy.example:3128', rawPercent],
    ['a raw %, no scheme', 'somebody:100%hunter2@proxy.example:3128', rawPercent],
    ['a port out of range', 'http://somebody:hunter2@proxy.example:65536', noUrl],
    ['a port out of range, no scheme', 'somebody:hunter2@proxy.example:99999', noUrl],
    ['a port that is no number', 'http://somebody:hunter2@proxy.example:http', noUrl],
    ['a port that is no number, no scheme', 'somebody:hunter2@proxy.example:http', noUrl],
    ['no host', 'http://somebody:hunter2@:3128', noUrl],
    ['no host, no scheme', 'somebody:hunter2@:3128', noUrl],
    ['a port alone, no scheme', ':3128', noUrl],
    ['a scheme alone', 'http://', noUrl],
    ['a space in the host', 'http://hunter2 b', noUrl],
    ['a space in the host, no scheme', 'hunter2 b', noUrl],
    ['a socks proxy', 'socks5://somebody:hunter2@proxy.example:1080', unknownKind],
    ['a scheme that nobody knows', 'httpx://somebody:hunter2@proxy.example:3128', unknownKind],
    ['no scheme before ://', '://proxy.example:3128', unknownKind],
    ['no scheme, and :// in the password', 'somebody:hunter2://@proxy.example', unknownKind],
  ])('%s: says which one, why, and what to write', (_what, value, why) => {
    process.env['https_proxy'] = value;
    expect(proxyProblem(ETORO)).toBe(`https_proxy: ${why}`);
    expect(why).not.toContain('hunter2');
    expect(process.env['https_proxy']).toBe(value);
  });

  test.each([
    ['https_proxy', 'https://public-api.etoro.com'],
    ['HTTPS_PROXY', 'https://public-api.etoro.com'],
    ['http_proxy', 'http://ip.example'],
    ['HTTP_PROXY', 'http://ip.example'],
  ])('is told by the name of the variable: %s for %s', (name, url) => {
    process.env[name] = 'socks5://proxy.example';
    expect(proxyProblem(new URL(url))).toBe(`${name}: ${unknownKind}`);
  });

  test('is no problem for a URL of the other scheme', () => {
    process.env['http_proxy'] = 'socks5://proxy.example';
    expect(proxyProblem(ETORO)).toBeUndefined();
  });

  test('is no problem in the variable in upper case where the one in lower case counts', () => {
    process.env['https_proxy'] = 'http://proxy.example:3128';
    process.env['HTTPS_PROXY'] = 'socks5://proxy.example';
    expect(proxyProblem(ETORO)).toBeUndefined();
  });
});

describe('a proxy that can be used', () => {
  test.each([
    ['as it is', 'http://proxy.example:3128', 'http://proxy.example:3128'],
    ['over TLS', 'https://proxy.example:3128', 'https://proxy.example:3128'],
    ['in capitals', 'HTTP://PROXY.EXAMPLE:3128', 'HTTP://PROXY.EXAMPLE:3128'],
    ['with an escaped %', 'http://a:100%25@proxy.example', 'http://a:100%25@proxy.example'],
    ['on the last port', 'http://proxy.example:65535', 'http://proxy.example:65535'],
    ['without a scheme', 'proxy.example:3128', 'http://proxy.example:3128'],
    ['without a scheme or a port', 'proxy.example', 'http://proxy.example'],
    ['an address without a scheme', '10.0.0.1:3128', 'http://10.0.0.1:3128'],
    ['credentials, no scheme', 'a:100%25@proxy.example:1', 'http://a:100%25@proxy.example:1'],
  ])('%s: is used, and the variable says its scheme', (_what, value, used) => {
    process.env['https_proxy'] = value;
    expect(proxyProblem(ETORO)).toBeUndefined();
    expect(process.env['https_proxy']).toBe(used);
    expect(hasProxy(ETORO)).toBe(true);
  });

  test.each(['https_proxy', 'HTTPS_PROXY'])('is written into its own variable: %s', (name) => {
    process.env[name] = 'proxy.example:3128';
    expect(proxyProblem(ETORO)).toBeUndefined();
    expect(process.env[name]).toBe('http://proxy.example:3128');
  });

  test('without a scheme is the one that the agent goes through', async () => {
    process.env['https_proxy'] = 'somebody:100%25@proxy.example:3128';
    expect(proxyProblem(ETORO)).toBeUndefined();
    expect(await agentFor(ETORO)).toMatchObject({
      proxyOptions: { host: 'proxy.example', port: '3128', proxyAuth: 'somebody:100%' },
    });
  });
});

describe('no proxy', () => {
  test('is no problem, and no variable is set', () => {
    expect(proxyProblem(ETORO)).toBeUndefined();
    expect(proxyVariables.filter((name) => name in process.env)).toEqual([]);
    expect(hasProxy(ETORO)).toBe(false);
  });

  test('is what an empty variable names', () => {
    process.env['https_proxy'] = '';
    expect(proxyProblem(ETORO)).toBeUndefined();
    expect(hasProxy(ETORO)).toBe(false);
  });

  test.each([
    ['https://public-api.etoro.com', https.Agent],
    ['http://ip.example', http.Agent],
  ])('means that the agent connects directly: %s', async (url, kind) => {
    const agent = await agentFor(new URL(url));
    expect(agent).toBeInstanceOf(kind);
    expect(agent).not.toHaveProperty('proxyOptions');
  });

  test.each([
    'public-api.etoro.com',
    'PUBLIC-API.etoro.com',
    'public-api.etoro.com:443',
    'etoro.com',
    '.etoro.com',
    'other.example, etoro.com',
    '*',
  ])(
    'is used for a host in no_proxy (%s), so a broken one is no problem there',
    async (noProxy) => {
      process.env['https_proxy'] = 'socks5://proxy.example';
      process.env['no_proxy'] = noProxy;
      expect(proxyProblem(ETORO)).toBeUndefined();
      expect(process.env['https_proxy']).toBe('socks5://proxy.example');
      expect(hasProxy(ETORO)).toBe(false);
      expect(await agentFor(ETORO)).not.toHaveProperty('proxyOptions');
    },
  );

  test.each(['api.etoro.com', 'public-api.etoro.com:8443', 'other.example'])(
    'is not used for a host that no_proxy (%s) does not name',
    (noProxy) => {
      process.env['https_proxy'] = 'http://proxy.example:3128';
      process.env['no_proxy'] = noProxy;
      expect(hasProxy(ETORO)).toBe(true);
    },
  );

  test.each(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])(
    'is used for a loopback host: %s',
    (url) => {
      process.env['http_proxy'] = 'socks5://proxy.example';
      expect(proxyProblem(new URL(url))).toBeUndefined();
      expect(hasProxy(new URL(url))).toBe(false);
    },
  );
});
