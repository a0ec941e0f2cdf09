import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { callEtoro, type CallRequest } from '../../src/etoro/call.ts';
import { startEtoroClock, type EtoroClock } from '../../src/etoro/clock.ts';
import { EtoroError, type Refusal } from '../../src/etoro/errors.ts';
import type { HttpRequest, Send } from '../../src/http/send.ts';
import { TransportError } from '../../src/http/transport-error.ts';
import { openKnownSecrets } from '../../src/secrets/known-secrets.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { API_KEY, fakeClock, HOUR, noSignal, rejection, rejectionOf, SECOND, USER_KEY, uuid } from '../fakes.ts';

const REQUEST_ID = uuid(0x1001);
const list: CallRequest = { operation: 'list', path: '/list' };
const clock = fakeClock();

/** Makes a call over a connection of the test's own. */
function callBy(
  send: Send,
  {
    request = list,
    apiUrl = 'https://public-api.etoro.com',
    etoroClock = startEtoroClock(clock, () => undefined),
    signal = noSignal,
  }: { request?: CallRequest; apiUrl?: string; etoroClock?: EtoroClock; signal?: AbortSignal } = {},
) {
  const keys = { apiKey: new Secret(API_KEY), userKey: new Secret(USER_KEY) };
  const secrets = openKnownSecrets(() => undefined);
  secrets.add(keys.apiKey);
  secrets.add(keys.userKey);
  return callEtoro(
    request,
    { timeout: 5 * SECOND, signal },
    {
      ...{ apiUrl: new URL(apiUrl), keys, send, etoroClock, clock, secrets },
      randomUuid: () => REQUEST_ID,
    },
  );
}

const answering =
  (status: number, body: string | object = '', headers: IncomingHttpHeaders = {}): Send =>
  () =>
    Promise.resolve({
      ...{ status, headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

/** The error, with the refusal that it must be. */
async function refusalBy(...answer: Parameters<typeof answering>): Promise<EtoroError & { readonly refusal: Refusal }> {
  const error = await rejectionOf(EtoroError, callBy(answering(...answer)));
  if (error.failure.kind !== 'refused') throw error;
  return Object.assign(error, { refusal: error.failure });
}

describe('a request', () => {
  /** What is sent. */
  async function sent(options: Parameters<typeof callBy>[1]): Promise<HttpRequest> {
    const requests: HttpRequest[] = [];
    const send: Send = (request, signal) => {
      requests.push(request);
      return answering(200, {})(request, signal);
    };
    await callBy(send, options);
    const [request, ...more] = requests;
    if (!request || more.length > 0) throw new Error(`${requests.length} requests were sent`);
    return request;
  }

  const headers = {
    accept: 'application/json',
    'x-request-id': REQUEST_ID,
    'x-api-key': API_KEY,
    'x-user-key': USER_KEY,
  };
  test.each([
    ['asks for JSON', {}, { headers, timeout: 5 * SECOND, maxBytes: 65_536 }],
    [
      'says that its body is JSON',
      { body: { a: 'ä' } },
      { headers: { ...headers, 'content-type': 'application/json' }, body: '{"a":"ä"}' },
    ],
    ['has the limits of its caller', { maxBytes: 7 }, { headers, timeout: 5 * SECOND, maxBytes: 7 }],
  ])('carries the three headers, and %s', async (_what, changes, expected) => {
    const request = await sent({ request: { ...list, ...changes } });
    expect(request).toMatchObject(expected);
    expect(Object.keys(request.headers)).toEqual(Object.keys(expected.headers));
  });

  test.each([
    ['https://public-api.etoro.com', 'https://public-api.etoro.com/list'],
    ['https://gateway.example:8443/etoro', 'https://gateway.example:8443/etoro/list'],
    ['https://gateway.example:8443/etoro/', 'https://gateway.example:8443/etoro/list'],
    ['https://gateway.example:8443/etoro//', 'https://gateway.example:8443/etoro/list'],
  ])('goes below the base URL %s', async (apiUrl, url) => {
    expect((await sent({ apiUrl })).url.href).toBe(url);
  });
});

describe('an answer', () => {
  test('tells whether a text was sent in the URL, the headers or the body, in any case', async () => {
    const request = { ...list, body: { scopeNames: ['Real:read'] } };
    const { isSent } = await callBy(answering(200), { request });
    const texts = ['etoro.com/list', REQUEST_ID, API_KEY, USER_KEY, 'x-user-key', 'application/json', 'real:READ'];
    expect(texts.filter((text) => !isSent(text))).toEqual([]);
    expect(isSent('demo:read')).toBe(false);
  });

  test.each<[string | object, object | undefined]>([
    [{ a: 1 }, { a: 1 }],
    ['\uFEFF{"a":1}', { a: 1 }],
    ...['', '<html>', '{"a":', '\uFEFF\uFEFF{}'].map((body): [string, undefined] => [body, undefined]),
  ])('of the wanted status, %j, gives the call, and its JSON if it has any', async (body, json) => {
    const call = { operation: 'list', requestId: REQUEST_ID };
    expect(await callBy(answering(200, body))).toMatchObject({ call, json });
  });

  test.each([201, 202, 204, 299])('of another 2xx is a broken promise: %i', async (status) => {
    const error = await rejectionOf(EtoroError, callBy(answering(status, {})));
    expect(error.message).toBe(`eToro answered HTTP ${status} instead of 200`);
  });

  test.each([0, 199, 301, 302, 400, 404, 500, 999])('of HTTP %i is a refusal', async (status) => {
    expect((await refusalBy(status)).refusal.status).toBe(status);
  });

  test.each([
    ['of the wanted status', 200, {}, HOUR],
    ["with a code of eToro's", 503, { errorCode: 'Busy' }, HOUR],
    ['of a gateway, whose clock is another one,', 503, {}, 0],
  ])("%s teaches eToro's time, or does not (HTTP %i)", async (_what, status, body, correction) => {
    const etoroClock = startEtoroClock(clock, () => undefined);
    const date = new Date(clock.now() + HOUR).toUTCString();
    await callBy(answering(status, body, { date }), { etoroClock }).catch((error: unknown) => {
      expect(error).toBeInstanceOf(EtoroError);
    });
    expect(etoroClock.correction()).toBe(correction);
  });
});

describe('a refusal', () => {
  test.each<[string, string | object, string]>([
    [
      'errorCode and errorMessage',
      { errorCode: 'X', errorMessage: 'No such scope' },
      'eToro answered HTTP 404 X: No such scope',
    ],
    ['a byte order mark', '\uFEFF{"errorCode":"NotFound"}', 'eToro answered HTTP 404 NotFound'],
    ['an empty errorCode', { errorCode: '', errorMessage: 'Not here' }, 'The answer was HTTP 404 Not here'],
    [
      'more lines than one',
      { errorCode: 'A\n::set-output name=x::y', errorMessage: 'B\r\n::error::z' },
      'eToro answered HTTP 404 A ::set-output name=x::y: B ::error::z',
    ],
  ])('with %s is told on one line, with the call', async (_what, body, message) => {
    expect(await refusalBy(404, body)).toMatchObject({
      message,
      call: { operation: 'list', requestId: REQUEST_ID },
    });
  });

  test("measures the wait against eToro's clock where it tells its time, or else the runner's", async () => {
    const there = clock.now() - HOUR;
    const headers = (base: number) => ({
      'retry-after': new Date(base + 17 * SECOND).toUTCString(),
    });
    const date = new Date(there).toUTCString();
    const errors = [
      await refusalBy(429, {}, { date, ...headers(there) }),
      await refusalBy(429, {}, headers(clock.now())),
      await refusalBy(429, {}, { 'retry-after': '17' }),
    ];
    expect(errors.map(({ refusal }) => refusal.retryAfter)).toEqual(Array(3).fill(17 * SECOND));
  });

  test.each([
    ['an HTML page', '<html><body>502 Bad Gateway</body></html>'],
    ['nothing', ''],
    ['null', 'null'],
    ['an array', '["secret"]'],
    ['a text', '"secret"'],
    ['members that are no texts', '{"errorCode":{"a":1},"errorMessage":["secret"]}'],
    ['members that are empty', '{"errorCode":"","errorMessage":" \\n"}'],
  ])('with %s is told by its status alone, and never quoted', async (_what, body) => {
    const error = await refusalBy(502, body);
    expect(error.message).toBe('The answer was HTTP 502');
    expect(error.refusal).toEqual({ kind: 'refused', status: 502 });
  });

  test('of 8 MiB shows the first 1,000 characters', async () => {
    const error = await refusalBy(503, { errorMessage: 'nothing here '.repeat(600_000) });
    expect(error.message).toMatch(/^The answer was HTTP 503 (?:nothing here ){76}nothing …$/);
  });

  test.each([
    [API_KEY, 'HTTP 401 ***: ***'],
    [btoa(USER_KEY), 'HTTP 401 ***: ***'],
    [USER_KEY.slice(3), 'HTTP 401 …'],
  ])('that repeats a key shows nothing of it: %s', async (echo, shown) => {
    const error = await refusalBy(401, { errorCode: echo, errorMessage: echo });
    expect(error.message).toBe(`eToro answered ${shown.replace(': ***', '')}`);
    const errorOfTwo = await refusalBy(401, { errorCode: 'Unauthorized', errorMessage: echo });
    for (const text of [errorOfTwo.message, JSON.stringify(errorOfTwo), String(errorOfTwo.stack)]) {
      expect(text).not.toContain(echo.slice(3, 12));
    }
  });
});

describe('no answer', () => {
  test.each([
    ['https://public-api.etoro.com', 'public-api.etoro.com'],
    ['https://gateway.example:8443/etoro', 'gateway.example:8443'],
  ])('names the host of %s, and tells what is known', async (apiUrl, host) => {
    const cause = new TransportError('the connection broke off (ECONNRESET)', {
      mayHaveArrived: false,
      mayPass: false,
    });
    const send: Send = () => Promise.reject(cause);
    expect(await rejectionOf(EtoroError, callBy(send, { apiUrl }))).toMatchObject({
      message: `No answer from ${host}: the connection broke off (ECONNRESET)`,
      failure: { kind: 'lost', mayHaveArrived: false, mayPass: false },
      call: { operation: 'list', requestId: REQUEST_ID },
    });
  });

  test('because of an abort rejects with the reason as it is', async () => {
    const reason = new Error('stopped');
    const signal = AbortSignal.abort(reason);
    const send: Send = () => Promise.reject(reason);
    expect(await rejection(callBy(send, { signal }))).toBe(reason);
  });
});
