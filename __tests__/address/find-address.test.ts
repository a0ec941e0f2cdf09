import { describe, expect, test } from '@jest/globals';
import { findAddress } from '../../src/address/find-address.ts';
import type { HttpAnswer, HttpRequest, Send } from '../../src/http/send.ts';
import { TransportError, type Obstacle } from '../../src/http/transport-error.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { MINUTE, SECOND } from '../../src/time/clock.ts';
import { fakeClock, fakeLog, noSignal, rejection, rejectionOf, USER_KEY } from '../fakes.ts';

const HERE = '20.102.38.7';
const ELSEWHERE = '20.102.38.8';
/** A service that answers when it is cancelled, and not before. */
const hangs = null;
/** What a service does: answers 200 with a text, answers otherwise, fails, or hangs. */
type Said = string | { status: number; body?: string; headers?: HttpAnswer['headers'] } | Error | typeof hangs;

const fails = (obstacle: Obstacle, mayPass: boolean) =>
  new TransportError('no answer', { mayHaveArrived: true, mayPass, obstacle });
const noAnswer = fails('network', false);

/** Asks services; each has a host of its own by default, and says one thing after another, the last one for ever. */
function ask(
  services: readonly (Said | readonly Said[])[],
  { timeout = MINUTE, signal = noSignal, hosts = services.map((_service, index) => `ip${index}.example`) } = {},
) {
  const clock = fakeClock();
  const log = fakeLog(new Secret(USER_KEY));
  const requests: HttpRequest[] = [];
  const cancelled: string[] = [];
  const left = services.map((said) => [said].flat());
  const send: Send = (request, signal) => {
    requests.push(request);
    const list = left[urls.findIndex(({ href }) => href === request.url.href)] ?? [];
    const said = list.length > 1 ? list.shift() : list[0];
    if (said === undefined) throw new Error(`nobody asked for ${request.url.href}`);
    if (said instanceof Error) return Promise.reject(said);
    if (said !== hangs) {
      const answer = typeof said === 'string' ? { status: 200, body: said } : said;
      return Promise.resolve({ headers: {}, body: '', ...answer });
    }
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        cancelled.push(request.url.host);
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      });
    });
  };
  const urls = hosts.map((host, index) => new URL(`https://${host}/plain?v=4&service=${index}`));
  const tools = { send, timeout, signal, clock, random: () => 0.5, log, secrets: log.secrets };
  return { found: findAddress(urls, tools), requests, cancelled, clock, log: log.lines };
}

/** What the error about too few services says: who said what, and what to do. */
async function noAgreement(found: Promise<unknown>) {
  const { message } = await rejectionOf(Error, found);
  const [what, ...answers] = message.split('\n');
  expect(what).toBe("This runner's public IPv4 address cannot be found because too few services agree:");
  const advice = answers.pop() ?? '';
  return { answers: answers.map((answer) => answer.replace(/^- /, '')), advice };
}

describe('what is found', () => {
  test.each<[string, Said[], number]>([
    ['all say', [HERE, HERE, HERE], 2],
    ['two say, and one says another', [ELSEWHERE, HERE, HERE], 2],
    ['two say, and one fails', [HERE, noAnswer, HERE], 2],
    ['two say, and one hangs, which costs nothing', [hangs, HERE, HERE], 2],
    ['two of many say', [noAnswer, { status: 404 }, HERE, '<html>', HERE], 2],
    ['both of two say', [HERE, HERE], 2],
    ['the only one says', [HERE], 1],
    ['two say, with white space around', [`${HERE}\n`, ` ${HERE}\r\n`], 2],
  ])('is what %s', async (_what, services, agreeing) => {
    const found = await ask(services).found;
    expect(found).toEqual([HERE, agreeing]);
  });

  test('ends the other requests', async () => {
    const { found, cancelled } = ask([hangs, HERE, HERE, hangs]);
    await found;
    expect(cancelled).toEqual(['ip0.example', 'ip3.example']);
  });
});

describe('no agreement', () => {
  test.each<[string, Said[]]>([
    ['each of two says another', [HERE, ELSEWHERE]],
    ['one of two fails', [HERE, noAnswer]],
    ['one of three is left', [HERE, noAnswer, { status: 503 }]],
    ['three say three', [HERE, ELSEWHERE, '20.102.38.9']],
    ['the only one fails', [noAnswer]],
    ['two agree on a private address', ['10.0.0.1', '10.0.0.1']],
    ['two agree on an IPv6 address', ['2001:db8::1', '2001:db8::1']],
    ['two agree on what is no answer', ['', '']],
    ['two agree, but by an error', [500, 404].map((status) => ({ status, body: HERE }))],
  ])('is an error: %s', async (_what, services) => {
    const error = await noAgreement(ask(services).found);
    expect(error.answers).toHaveLength(services.length);
  });

  // e2e/address.test.ts holds what is said of each answer.
  test('tells who said what, in their order, shortly, on one line, and without what could be a key', async () => {
    const long = `<html>\n::error::${'x'.repeat(400)}`;
    const { answers } = await noAgreement(ask([HERE, ELSEWHERE, noAnswer, long, `no ${USER_KEY}`]).found);
    expect(answers).toEqual([
      'ip0.example: 20.102.38.7',
      'ip1.example: 20.102.38.8',
      'ip2.example: no answer',
      expect.stringMatching(/^ip3\.example: not an IPv4 address but "<html> ::error::.{0,60}…"$/),
      'ip4.example: not an IPv4 address but "no ***"',
    ]);
  });

  const write = /^Write the public addresses of the runner in the input runner-ip/;
  test.each<[string, Said[], RegExp]>([
    ['addresses that differ', [HERE, ELSEWHERE, fails('proxy', false)], /: all that are listed/],
    ['a certificate', [HERE, '<html>', fails('certificate', false)], /NODE_EXTRA_CA_CERTS/],
    ['a proxy', [HERE, fails('proxy', false)], /^Check https_proxy in the environment/],
    ['pages', [HERE, '<html>', noAnswer], /sign-in page/],
    ['a refusal', [{ status: 403 }, { status: 302 }], /a firewall or/],
    ['a page that wants a sign-in', [HERE, { status: 511 }], /sign-in page/],
    ['a certificate that is wanted', [HERE, fails('client', false)], write],
    ['a network', [HERE, noAnswer], write],
    ['an IPv6 address', [HERE, '2001:db8::1'], /name others in the input ip-services/],
    ['a private address', ['10.0.0.1', '10.0.0.1'], /name others in the input ip-services/],
  ])('advises by what was seen, and never to let anyone in: %s', async (_what, services, advice) => {
    const error = await noAgreement(ask(services).found);
    expect(error.advice).toMatch(advice);
    expect(error.advice).not.toContain('none');
  });
});

describe('a service that fails', () => {
  const seconds = (...list: number[]) => list.map((count) => count * SECOND);
  test.each<[string, Said, number]>([
    ['503', { status: 503 }, 0],
    ['503 that names its wait', { status: 503, headers: { 'retry-after': '7' } }, 7],
    ['429', { status: 429 }, 1],
    ['429 that names its wait', { status: 429, headers: { 'retry-after': '3' } }, 3],
    ['408', { status: 408 }, 0],
    ['a connection that breaks', fails('network', true), 0],
  ])('is asked again, with backoff on top of what it asks for: %s', async (_what, said, wait) => {
    const { found, clock, log } = ask([[said, said, HERE], HERE]);
    expect((await found)[0]).toBe(HERE);
    expect(clock.sleeps).toEqual(seconds(wait + 0.5, wait + 1));
    const what = said instanceof Error ? said.message : `HTTP ${_what.slice(0, 3)}`;
    expect(log).toEqual([
      `info: ip0.example: ${what}. Waiting ${wait + 0.5}s before it is asked again.`,
      `info: ip0.example: ${what}. Waiting ${wait + 1}s before it is asked again.`,
    ]);
  });

  test.each<[string, Said]>([
    ['a page', '<html>'],
    ['an IPv6 address', '2001:db8::1'],
    ['a private address', '10.0.0.1'],
    ['a redirect', { status: 302 }],
    ['404', { status: 404 }],
    ['511', { status: 511 }],
    ['a certificate', fails('certificate', false)],
    ['a wait that is too long', { status: 503, headers: { 'retry-after': '60' } }],
  ])('is not asked again when it answers for good: %s', async (_what, said) => {
    const { found, requests, clock } = ask([said, HERE]);
    await noAgreement(found);
    expect(requests).toHaveLength(2);
    expect(clock.sleeps).toEqual([]);
  });

  test('is asked again as long as its wait fits, with as much jitter as there is room for', async () => {
    const said = { status: 503, headers: { 'retry-after': '14' } };
    const { found, clock } = ask([[said, said, HERE]]);
    expect((await found)[0]).toBe(HERE);
    expect(clock.sleeps).toEqual(seconds(14.5, 14.5));
  });

  test.each([
    [MINUTE, 30 * SECOND],
    [5 * SECOND, 5 * SECOND],
  ])('is asked for half a minute at most, and within the time: %i ms', async (timeout, most) => {
    const { found, clock } = ask([{ status: 503 }], { timeout });
    await noAgreement(found);
    const waited = clock.sleeps.reduce((sum, sleep) => sum + sleep, 0);
    expect(waited).toBeGreaterThan(most / 4);
    expect(waited).toBeLessThan(most);
  });
});

test('a host that is asked by two URLs has one vote', async () => {
  const hosts = ['one.example', 'one.example', 'two.example'];
  const error = await noAgreement(ask([ELSEWHERE, ELSEWHERE, HERE], { hosts }).found);
  expect(error.answers).toEqual([`one.example: ${ELSEWHERE}`, `one.example: ${ELSEWHERE}`, `two.example: ${HERE}`]);
});

test.each<[string, string, Said[], number]>([
  ['asked by two URLs, and agrees with another one', 'one.example one.example two.example', [HERE, HERE, HERE], 2],
  ['the only one', 'one.example one.example', [noAnswer, HERE], 1],
  ['another one on another port', 'one.example:8443 one.example', [HERE, HERE], 2],
])('a host is believed when it is %s', async (_what, hosts, services, agreeing) => {
  expect(await ask(services, { hosts: hosts.split(' ') }).found).toEqual([HERE, agreeing]);
});

describe('the requests', () => {
  test('go out all at once, over IPv4, and carry no key', async () => {
    const { found, requests } = ask([hangs, HERE, HERE]);
    await found;
    expect(requests.map(({ url }) => url.href)).toEqual([
      'https://ip0.example/plain?v=4&service=0',
      'https://ip1.example/plain?v=4&service=1',
      'https://ip2.example/plain?v=4&service=2',
    ]);
    for (const request of requests) {
      expect(request).toMatchObject({ method: 'GET', family: 4, headers: {} });
      expect(request.body).toBeUndefined();
    }
  });

  test.each([
    [MINUTE, 10 * SECOND],
    [6 * SECOND, 2 * SECOND],
    [2 * SECOND, SECOND],
  ])(
    'with %i ms left, may take %i each, so that a hanging one is asked again, and take no page for an answer',
    async (timeout, expected) => {
      const { found, requests } = ask([HERE], { timeout });
      await found;
      expect(requests[0]?.timeout).toBe(expected);
      expect(requests[0]?.maxBytes).toBeLessThanOrEqual(1024);
    },
  );

  test('are ended when the step is stopped', async () => {
    const abort = new AbortController();
    const reason = new Error('stopped');
    const { found, cancelled } = ask([hangs, hangs], { signal: abort.signal });
    abort.abort(reason);
    expect(await rejection(found)).toBe(reason);
    expect(cancelled).toHaveLength(2);
  });

  test('an error that is not theirs is not taken for an answer', async () => {
    const bug = new Error('a bug');
    expect(await rejection(ask([bug, HERE]).found)).toBe(bug);
  });
});
