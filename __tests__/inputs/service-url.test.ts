import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseIpServices, parseServiceUrl } from '../../src/inputs/service-url.ts';
import { problemOf, valueOf } from '../fakes.ts';

const parse = (text: string) => parseServiceUrl(text, { query: false, example: 'https://a.example' });
const parseWithQuery = (text: string) => parseServiceUrl(text, { query: true, example: 'https://a.example' });

test.each([
  ['https://public-api.etoro.com', 'https://public-api.etoro.com/'],
  ['https://gateway.example:8443/etoro/', 'https://gateway.example:8443/etoro/'],
  ['HTTPS://Gateway.Example', 'https://gateway.example/'],
])('takes %s', (text, href) => {
  expect(valueOf(parse(text)).href).toBe(href);
});

test('takes https on any host, and http on none of the internet', () => {
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ['https'] }), (text) => {
      expect(valueOf(parse(text)).href).toBe(new URL(text).href);
      expect(problemOf(parse(text.replace('https', 'http')))).toContain('Write an https URL');
    }),
  );
});

test.each([
  ...['http://localhost:8080', 'http://LOCALHOST', 'http://127.0.0.1:8080', 'http://127.1.2.3', 'http://[::1]:8080'],
])('takes plain %s, because it is a loopback host', (text) => {
  expect(valueOf(parse(text)).protocol).toBe('http:');
});

const notEncrypted = [
  ...['http://127.evil.example', 'http://127.0.0.1.evil.example', 'http://localhost.evil.example'],
  ...['http://evil-localhost', 'http://[::2]', 'http://[::ffff:20.102.38.7]', 'http://128.0.0.1', 'http://10.0.0.1'],
  ...['http://0.0.0.0', 'ftp://localhost', 'ws://localhost', 'file:///etc/passwd', 'javascript:alert(1)'],
];
test.each([
  ['Write an https URL', notEncrypted],
  ['is not a URL', ['public-api.etoro.com', '/api', '', 'https://', 'https://a b', 'https://[1']],
  ['user name or password', ['https://user@host.example', 'https://:pass@host.example', 'https://u:p@localhost']],
  ['has a query or fragment', ['https://host.example/?a=b', 'https://host.example/#top', 'https://host.example/?#a']],
])('a base URL is refused with what is wrong, "%s": %j', (why, texts) => {
  for (const text of texts) expect([text, problemOf(parse(text))]).toEqual([text, expect.stringContaining(why)]);
});

test('a problem never repeats user info, whatever else is wrong', () => {
  const prefix = fc.constantFrom(
    'https://',
    'http://',
    'http://localhost/..//',
    'ftp://',
    'htps://',
    'https:',
    'https:\\\\',
    '//',
    '',
    'foo:',
    'mailto:',
  );
  const suffix = fc.constantFrom('', ':99999', '/path', '?query', '#fragment', ' x', ':port');
  fc.assert(
    fc.property(prefix, suffix, fc.boolean(), (prefix, suffix, query) => {
      const text = `${prefix}somebody:hunter2@host.example${suffix}`;
      const parsed = parseServiceUrl(text, { query, example: 'https://a.example' });
      if ('problem' in parsed) expect(parsed.problem).not.toMatch(/somebody|hunter2/);
    }),
    { numRuns: 500 },
  );
});

test('an address service may have a query, and no fragment', () => {
  expect(valueOf(parseWithQuery('https://ip.example/?format=text')).search).toBe('?format=text');
  expect(problemOf(parseWithQuery('https://ip.example/#top'))).toContain('has a fragment');
});

test.each([
  ['https://a.example,https://b.example\nhttps://A.example/', ['https://a.example/', 'https://b.example/']],
  // Only the case of the paths differs.
  ['https://a.example/ip https://a.example/IP https://a.example/ip', ['https://a.example/ip', 'https://a.example/IP']],
])('a list of services drops repeats, however they are written, and no others: %s', (text, hrefs) => {
  expect(valueOf(parseIpServices(text)).map(({ href }) => href)).toEqual(hrefs);
});

test('a list of services has a problem for each that is wrong, and one without an item', () => {
  const text = 'http://one.example https://good.example two';
  expect(problemOf(parseIpServices(text))).toMatch(/^"http:\/\/one\.example" .*"two" /);
  expect(problemOf(parseIpServices(' , '))).toBe('It has no URL. Write one or more.');
});
