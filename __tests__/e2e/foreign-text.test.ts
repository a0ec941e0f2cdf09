import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { FaultyRequest } from '../../sandbox/faults.ts';
import type { StepResult } from '../../sandbox/runner.ts';
import { SANDBOX_API_KEY, SANDBOX_PORTFOLIO_ID } from '../../sandbox/server.ts';
import { realTime } from '../../sandbox/timekeeper.ts';
import {
  errorOf,
  json,
  onStage,
  preload,
  printedBy,
  requestId,
  warningsOf,
  type Stage,
} from './stage.ts';

// Text from a server that repeats the keys, in encodings that the runner's mask does not know, or that is meant to harm.

// No piece of it is a word that a message may have.
const userKey = 'q7Zt3xKf9Lw2Vb8Rm5Ng1Yc6Hd0Pj4TsWe+uAi/oXk=';

const bytes = (write: (code: string) => string) => (text: string) =>
  [...Buffer.from(text)].map((byte) => write(byte.toString(16).padStart(2, '0'))).join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');

const encodings: Record<string, (key: string) => string> = {
  'as it is': (key) => key,
  'in lower case': (key) => key.toLowerCase(),
  'in hex with colons': bytes((code) => `${code}:`),
  'in HTML entities': bytes((code) => `&#x${code};`),
  'URI-encoded twice': bytes((code) => `%25${code}`),
  'in double base64': (key) => base64(base64(key)),
  'wrapped at 15 characters': (key) => key.replace(/.{15}/g, '$&\n'),
  'as a byte array': (key) => JSON.stringify([...Buffer.from(key)]),
  'spaced by what is invisible': (key) => key.replace(/./g, '$&\u200b'),
};

/** Fails when 8 characters of a text were printed. */
function expectNoPiece(result: StepResult, ...texts: readonly string[]): void {
  const printed = printedBy(result).toLowerCase();
  for (const text of texts.map((one) => one.toLowerCase())) {
    for (let at = 0; at + 8 <= text.length; at++) {
      expect(printed).not.toContain(text.slice(at, at + 8));
    }
  }
}

test.each(Object.entries(encodings))(
  'a key that comes back %s is not shown, in the step, in the post step, and in a retry, with debug logging',
  (_, encode) => {
    const echo = (text: string) =>
      json(400, { errorCode: 'Denied', errorMessage: `no ${encode(text)}!` });
    return onStage(
      async ({ sandbox, job }) => {
        sandbox.failNext('createUserToken', {
          before: { ...json(500, { errorCode: encode(userKey) }) },
        });
        sandbox.failNext('createUserToken', { before: echo(userKey) });
        const failed = await job({}, { debug: true }).step();
        expect(failed.exitCode).toBe(1);
        expect(failed.log).toContain('eToro answered HTTP 400 Denied: ');
        expectNoPiece(failed, userKey, encode(userKey));

        const run = job({}, { debug: true });
        await run.step();
        const token = sandbox.issuedSecrets.at(-1) ?? '';
        sandbox.failNext('deleteUserToken', { before: echo(token) });
        const post = await run.post();
        expect(warningsOf(post)[0]).toContain('eToro answered HTTP 400 Denied: ');
        expectNoPiece(post, token.slice(8), encode(token.slice(8)));
      },
      { userKey },
    )();
  },
);

test(
  'a key that is split over errorCode and errorMessage is not shown, and an address service does not get it quoted',
  onStage(
    async ({ sandbox, job }) => {
      const [errorCode, errorMessage] = [userKey.slice(0, 20), userKey.slice(20)];
      sandbox.failNext('createUserToken', { before: json(400, { errorCode, errorMessage }) });
      expectNoPiece(await job().step(), userKey);

      sandbox.failNext('getIp', {
        before: { kind: 'answer', status: 200, body: `who is ${base64(userKey)}?` },
      });
      const asking = { 'runner-ip': 'auto', 'ip-services': `${sandbox.url}/ip` };
      expect(errorOf(await job(asking).step())).toContain('not an IPv4 address but "who is');
    },
    { userKey },
  ),
);

const harm =
  '\u202e\u2066\u200b\u{e0041}\u2028##[stop-commands]x ::error::y https://evil.example www.evil.example @octocat ![a](b) <img>';

test(
  'invisible text goes, and nothing becomes a link, markup or a command, in the log, the error and the summary',
  onStage(async ({ sandbox, job }) => {
    const { id } = sandbox.addToken({ name: `bot ${harm}` });
    sandbox.failNext('deleteUserToken', {
      before: json(403, { errorCode: 'No', errorMessage: harm }),
    });
    const step = await job({ 'token-ids': id }, { action: 'revoke' }).step();

    expect(step.exitCode).toBe(1);
    expect(step.log).toContain('www.evil.example …octocat');
    expect(new Set(step.commands.map(({ name }) => name))).toEqual(new Set(['add-mask', 'error']));
    expect(step.stdout + step.summaryRaw).not.toMatch(/[\p{Cf}\p{Zl}]|##\[|@/u);
    expect(step.summaryRaw).toContain('evil.example');
    expect(step.summaryRaw).not.toMatch(/:\/\/|www\.|[<>![\]()@]/);
  }),
);

const later = (variable: string, text: string) => [
  '-e',
  `require('fs').appendFileSync(process.env.GITHUB_ENV, ${JSON.stringify(`${variable}=${text}\n`)})`,
];

test.each(['ETORO_USER_KEY', 'ETORO_API_KEY'])(
  'what a later step sets as %s neither keeps the post step from revoking nor hides its warning',
  (variable) =>
    onStage(async ({ sandbox, job, end }) => {
      for (const status of [204, 401]) {
        const run = job();
        await run.step();
        const warning = 'The post step could not revoke. The user token';
        await run.run(later(variable, `${sandbox.url} ${warning}`));
        if (status === 204) {
          await end(run);
          continue;
        }
        sandbox.failNext('deleteUserToken', {
          before: json(status, { errorCode: 'Unauthorized' }),
        });
        const post = await run.post();
        expect(post.masks).toHaveLength(3);
        expect(warningsOf(post)).toHaveLength(1);
        expect(post.log).toContain('is not revoked: eToro answered HTTP 401 Unauthorized');
      }
    })(),
);

/** What is shown or known, by the request of the token. */
const noTokens: Record<string, (request: FaultyRequest, url: string) => unknown> = {
  'a scope': () => 'demo:read',
  'a full scope': () => 'etoro-public:demo:read',
  'the address': () => '20.102.38.7',
  'the expiry': ({ body }) => /"expiresAt":"([^"]+)"/.exec(JSON.stringify(body))?.[1],
  'the name': ({ body }) => /"userTokenName":"([^"]+)"/.exec(JSON.stringify(body))?.[1],
  "the portfolio's id": () => SANDBOX_PORTFOLIO_ID.toUpperCase(),
  'the request id': ({ headers }) => headers['x-request-id'],
  'the host': (_request, url) => new URL(url).host,
  'the API key': () => SANDBOX_API_KEY,
  'a word': () => '[REDACTED]',
  'a letter': () => 'e',
};

test.each(Object.entries(noTokens))('%s is no token, and is not masked', (_, tokenOf) =>
  onStage(async ({ sandbox, job, end }) => {
    const userTokenId = 'f9e8d7c6-b5a4-4210-8edc-ba9876543210';
    const body = (request: FaultyRequest) =>
      JSON.stringify({ userTokenId, userToken: tokenOf(request, sandbox.url) });
    sandbox.failNext('createUserToken', { after: { kind: 'answer', status: 201, body } });
    const run = job();
    const step = await run.step();

    expect(errorOf(step)).toContain(
      `eToro answered HTTP 201 without a userToken (request id ${requestId(sandbox, 0)}`,
    );
    // The two keys, and the digest in the state.
    expect(step.masks).toHaveLength(3);
    await end(run);
  })(),
);

const uuidKey = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

test(
  'a key that comes back as the id of the token is neither saved nor shown',
  onStage(
    async ({ sandbox, job, end }) => {
      const userToken = `sk_live_${'0a1b2c3d'.repeat(4)}`;
      sandbox.failNext('createUserToken', {
        after: json(201, { userTokenId: uuidKey, userToken }),
      });
      const run = job();
      const step = await run.step();

      expect(errorOf(step)).toContain('eToro answered HTTP 201 without a userTokenId');
      expect(step.outputs).toEqual({});
      await end(run);
    },
    { apiKey: uuidKey },
  ),
);

const id = (n: number) => `f9e8d7c6-b5a4-4210-8edc-${String(n).padStart(12, '0')}`;
const list = (userTokens: string) =>
  `{"agentPortfolios":[{"agentPortfolioId":"${SANDBOX_PORTFOLIO_ID}","userTokens":${userTokens}}]}`;
const tokens = (count: number, name: string) =>
  JSON.stringify(
    Array.from({ length: count }, (_, n) => ({ userTokenId: id(n), userTokenName: name })),
  );
const MiB = 1 << 20;

type Play = (stage: Stage, options: { env: Record<string, string> }) => Promise<unknown>;

/** An answer to a create call, and a refusal of the next one that repeats a part of it. */
const answering =
  (status: number, body: object): Play =>
  async ({ sandbox, job }, options) => {
    sandbox.failNext('createUserToken', { after: json(status, { ...body }) });
    const errorMessage = JSON.stringify(body).slice(0, 10_000);
    sandbox.failNext(
      'createUserToken',
      { before: json(400, { errorCode: 'No', errorMessage }) },
      5,
    );
    await job({ timeout: '5s' }, options).step();
  };
const listing =
  (body: string): Play =>
  async ({ sandbox, job }, options) => {
    sandbox.failNext('listAgentPortfolios', { before: { kind: 'answer', status: 200, body } }, 9);
    sandbox.failNext(
      'deleteUserToken',
      { before: json(403, { errorMessage: 'x1 '.repeat(20_000) }) },
      9,
    );
    const inputs = { 'token-ids': [0, 1, 2].map(id).join(), expired: 'true', timeout: '5s' };
    await job(inputs, { ...options, action: 'revoke' }).step();
  };

const hostile: Record<string, Play> = {
  'a token of 60,000 characters': answering(201, {
    userTokenId: id(1),
    userToken: 'aB3'.repeat(20_000),
  }),
  'a token of 8,192 characters': answering(201, {
    userTokenId: id(1),
    userToken: 'x'.repeat(8192),
  }),
  'a token of one character 60,000 times': answering(201, {
    userTokenId: id(1),
    userToken: 'x'.repeat(60_000),
  }),
  'scopes and addresses without end': answering(201, {
    ...{ userTokenId: id(1), userToken: 'aB3'.repeat(20) },
    ...{
      scopeNames: Array.from({ length: 3000 }, (_, n) => `s${n}`),
      ipsWhitelist: Array(8000).fill('x'),
    },
  }),
  'a reason of 60,000 signs': answering(500, {
    errorCode: '-_.'.repeat(9000),
    errorMessage: '&#38;'.repeat(6000),
  }),
  'names of 10,000 characters': listing(list(tokens(800, 'aB1-'.repeat(2500)))),
  'names like those of the action': listing(
    list(tokens(70_000, 'gha-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1')),
  ),
  'a list of 8 MiB of nothing': listing(list(`[${'{},'.repeat((8 * MiB) / 3 - 99)}{}]`)),
  'a list of 8 MiB of members': listing(
    `{${Array.from({ length: 600_000 }, (_, n) => `"${n.toString(36)}":1`).join()}}`,
  ),
  'a list that is 4 million deep': listing(list('['.repeat(4 * MiB) + ']'.repeat(4 * MiB - 200))),
};

test.each(Object.entries(hostile))(
  'an answer with %s takes little time and memory',
  (_what, play) =>
    onStage(
      async (stage) => {
        const peak = join(stage.job().temp, 'peak');
        const env = { ...preload('peak-memory.cjs'), PEAK_MEMORY: peak };
        const start = performance.now();
        await play(stage, { env });
        const took = performance.now() - start;
        const mebibytes = Number(readFileSync(peak, 'utf8')) / 1024;
        if (process.env['TELL_PEAKS'])
          console.log(`${_what}: ${took.toFixed(0)} ms, ${mebibytes.toFixed(0)} MiB`);
        expect(took).toBeLessThan(8000);
        expect(mebibytes).toBeLessThan(256);
      },
      { time: realTime },
    )(),
);
