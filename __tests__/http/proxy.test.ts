import http from 'node:http';
import https from 'node:https';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { agentFor, hasProxy, proxyProblem } from '../../src/http/proxy.ts';
import { SECOND } from '../fakes.ts';
import { forgetProxies, proxyVariables } from '../servers.ts';

const ETORO = new URL('https://public-api.etoro.com');

beforeEach(forgetProxies);
afterAll(forgetProxies);

const unknownKind =
  'It names a proxy of an unknown kind. Write an http or https one, such as http://proxy.example:3128.';
const noUrl =
  'It is not the URL of a proxy. Write one with a host and a port up to 65535, such as http://proxy.example:3128.';
const rawPercent = 'The user name or password in it has a % that starts no escape. Write %25 for each %.';
const rawAt =
  'It has an @ that no user name and password stand in front of. In these, write %5C for \\, %23 for #, %2F for /, %3F for ?, and %40 for @.';

describe('a proxy that cannot be used', () => {
  test.each([
    [rawPercent, ['somebody:100%hunter2@proxy.example:3128', 'some%body:hunter2@proxy.example']],
    [rawPercent, ['somebody:%FFhunter2@proxy.example:3128']],
    [noUrl, ['somebody:hunter2@proxy.example:65536', 'somebody:hunter2@proxy.example:http']],
    [noUrl, ['somebody:hunter2@:3128', ':3128', 'hunter2 b']],
    [rawAt, ['CORP\\bob:hunter2@proxy.example:3128', 'bob:12#hunter2@proxy.example:3128']],
    [rawAt, ['bob:hunter2/34@proxy.example:3128', 'bob:12?hunter2@proxy.example']],
    [rawAt, ['bob:p@hunter2#4@proxy.example', ':hunter2@proxy.example', '@proxy.example']],
  ])('says which one, why, and what to write: %s', (why, values) => {
    for (const value of [...values, ...values.map((text) => `http://${text}`)]) {
      process.env['https_proxy'] = value;
      expect([value, proxyProblem(ETORO)]).toEqual([value, `https_proxy: ${why}`]);
      expect(process.env['https_proxy']).toBe(value);
    }
    expect(why).not.toContain('hunter2');
  });

  test.each([
    ['http://', noUrl],
    ['socks5://somebody:hunter2@proxy.example:1080', unknownKind],
    ['httpx://somebody:hunter2@proxy.example:3128', unknownKind],
    ['://proxy.example:3128', unknownKind],
    ['somebody:hunter2://@proxy.example', unknownKind],
    ...['http://http://proxy.example:3128', 'https//proxy.example', 'http:/proxy.example'].map((text) => [text, noUrl]),
  ])('is judged by its scheme: %s', (value, why) => {
    process.env['https_proxy'] = value;
    expect(proxyProblem(ETORO)).toBe(`https_proxy: ${why}`);
  });

  test.each([
    ['https_proxy', 'https://public-api.etoro.com', 'http://ip.example'],
    ['HTTPS_PROXY', 'https://public-api.etoro.com', 'http://ip.example'],
    ['http_proxy', 'http://ip.example', 'https://public-api.etoro.com'],
    ['HTTP_PROXY', 'http://ip.example', 'https://public-api.etoro.com'],
  ])('is told by the name of the variable, for its scheme alone: %s', (name, url, other) => {
    process.env[name] = 'socks5://proxy.example';
    expect(proxyProblem(new URL(url))).toBe(`${name}: ${unknownKind}`);
    expect(proxyProblem(new URL(other))).toBeUndefined();
  });

  test('is no problem in upper case where the variable in lower case counts', () => {
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
    ['with an escaped \\', 'http://CORP%5Cbob:1@proxy.example', 'http://CORP%5Cbob:1@proxy.example'],
    ['on the last port', 'http://proxy.example:65535', 'http://proxy.example:65535'],
    ['with white space around', ' \thttp://proxy.example:3128\r\n', 'http://proxy.example:3128'],
    ['without a scheme', 'proxy.example:3128', 'http://proxy.example:3128'],
    ['without a scheme or a port', 'proxy.example', 'http://proxy.example'],
    ['an address without a scheme', '10.0.0.1:3128', 'http://10.0.0.1:3128'],
    ['an IPv6 address', 'http://[::1]:3128', 'http://[::1]:3128'],
    ['credentials, no scheme', 'a:100%25@proxy.example:1', 'http://a:100%25@proxy.example:1'],
  ])('%s: is used, and the variable says its scheme', (_what, value, used) => {
    for (const name of ['https_proxy', 'HTTPS_PROXY']) {
      forgetProxies();
      process.env[name] = value;
      expect(proxyProblem(ETORO)).toBeUndefined();
      expect(process.env[name]).toBe(used);
      expect(hasProxy(ETORO)).toBe(true);
    }
  });
});

describe('no proxy', () => {
  test('is no problem, and no variable is set', () => {
    expect(proxyProblem(ETORO)).toBeUndefined();
    expect(proxyVariables.filter((name) => name in process.env)).toEqual([]);
    expect(hasProxy(ETORO)).toBe(false);
  });

  test.each(['', ' \n'])('is what a variable without a name names: %j', (value) => {
    process.env['https_proxy'] = value;
    expect(proxyProblem(ETORO)).toBeUndefined();
    expect(hasProxy(ETORO)).toBe(false);
    process.env['HTTPS_PROXY'] = 'socks5://proxy.example';
    expect(proxyProblem(ETORO)).toBe(`HTTPS_PROXY: ${unknownKind}`);
  });

  test.each([
    ['https://public-api.etoro.com', https.Agent],
    ['http://ip.example', http.Agent],
  ])('means that the agent connects directly: %s', (url, kind) => {
    expect(agentFor(new URL(url), SECOND)).toBeInstanceOf(kind);
  });

  test.each([
    ...['public-api.etoro.com', 'PUBLIC-API.etoro.com', 'public-api.etoro.com:443', 'etoro.com'],
    ...['.etoro.com', 'other.example, etoro.com', '*'],
    // Nothing has to name a loopback host.
    ...['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'],
  ])('is used for a host in no_proxy and on loopback, %s, so a broken one is no problem there', (name) => {
    const url = name.startsWith('http:') ? new URL(name) : ETORO;
    const socks = { https_proxy: 'socks5://proxy.example', http_proxy: 'socks5://proxy.example' };
    Object.assign(process.env, socks, url === ETORO && { no_proxy: name });
    expect([proxyProblem(url), hasProxy(url)]).toEqual([undefined, false]);
    expect(process.env).toMatchObject(socks);
  });

  // The runner does not understand the last two either.
  test.each([...['api.etoro.com', 'public-api.etoro.com:8443', 'other.example'], ...['*.etoro.com', '10.0.0.0/8']])(
    'is not used for a host that no_proxy (%s) does not name',
    (noProxy) => {
      process.env['https_proxy'] = 'http://proxy.example:3128';
      process.env['no_proxy'] = noProxy;
      expect(hasProxy(ETORO)).toBe(true);
    },
  );
});
