import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { FaultyRequest } from '../../sandbox/faults.ts';
import type { StepResult } from '../../sandbox/runner.ts';
import { SANDBOX_API_KEY, SANDBOX_PORTFOLIO_ID } from '../../sandbox/server.ts';
import { realTime } from '../../sandbox/timekeeper.ts';
import { errorOf, json, onStage, preload, printedBy, requestId, warningsOf } from './stage.ts';

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
  'a key that comes back %s is not shown, in a retry of the step or a warning of the post step, with debug logging',
  (_, encode) => {
    const echo = (status: number, text: string) =>
      json(status, { errorCode: 'Denied', errorMessage: `no ${encode(text)}!` });
    return onStage(
      async ({ sandbox, job }) => {
        sandbox.failNext('createUserToken', { before: json(500, { errorCode: encode(userKey) }) });
        sandbox.failNext('createUserToken', { before: echo(500, userKey) });
        const run = job({}, { debug: true });
        const step = await run.step();
        expect(step.log).toContain('eToro answered HTTP 500 Denied: ');
        expectNoPiece(step, userKey, encode(userKey));

        const [token = ''] = sandbox.issuedSecrets;
        // Once more it lists what an uncertain create may have left.
        sandbox.failNext('listAgentPortfolios', { before: echo(400, userKey) });
        sandbox.failNext('deleteUserToken', { before: echo(400, token) });
        const post = await run.post();
        expect(warningsOf(post)[0]).toContain('eToro answered HTTP 400 Denied: ');
        expectNoPiece(post, token.slice(8), encode(token.slice(8)), userKey, encode(userKey));
      },
      { userKey },
    )();
  },
);

test(
  'a key that comes back is not shown in the error of a step that fails',
  onStage(
    async ({ sandbox, job }) => {
      const errorMessage = Object.values(encodings)
        .map((encode) => encode(userKey))
        .join(' ');
      sandbox.failNext('createUserToken', { before: json(400, { errorCode: 'Denied', errorMessage }) });
      const step = await job({}, { debug: true }).step();
      expect(errorOf({ ...step, stdout: '' })).toContain('eToro answered HTTP 400 Denied: ');
      expectNoPiece(step, userKey, ...Object.values(encodings).map((encode) => encode(userKey)));
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
  onStage(async ({ sandbox, job }) => {
    const userTokenId = 'f9e8d7c6-b5a4-4210-8edc-ba9876543210';
    const body = (request: FaultyRequest) => JSON.stringify({ userTokenId, userToken: tokenOf(request, sandbox.url) });
    sandbox.failNext('createUserToken', { after: { kind: 'answer', status: 201, body } });
    const step = await job().step();

    expect(errorOf(step)).toContain(`eToro answered HTTP 201 without a userToken (request id ${requestId(sandbox, 0)}`);
    // The two keys, and the digest in the state.
    expect(step.masks).toHaveLength(3);
    expect(sandbox.tokens()).toEqual([]);
  })(),
);

const id = (n: number) => `f9e8d7c6-b5a4-4210-8edc-${String(n).padStart(12, '0')}`;
const created = (userToken: string, more = {}) => ({ userTokenId: id(1), userToken, ...more });
const many = (count: number, text: string) => Array.from({ length: count }, (_, n) => `${text}${n}`);
const listed = (count: number, userTokenName: string) =>
  JSON.stringify(many(count, '').map((n) => ({ userTokenId: id(Number(n)), userTokenName })));

/** Answers to a create call, and the tokens of the portfolio in a list. */
const hostile: Record<string, object | string> = {
  'a token of 60,000 characters': created('aB3'.repeat(20_000)),
  'a token of 8,192 characters': created('x'.repeat(8192)),
  'a token of one character 60,000 times': created('x'.repeat(60_000)),
  'many scopes and addresses': created('aB3'.repeat(20), {
    ...{ scopeNames: many(4000, 's'), ipsWhitelist: many(4000, 'x') },
  }),
  'names of 10,000 characters': listed(800, 'aB1-'.repeat(2500)),
  'names like those of the action': listed(70_000, 'gha-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1'),
  '8 MiB of nothing': `[${'{},'.repeat(2_790_000)}{}]`,
  '8 MiB of members': `{${many(500_000, 'a')
    .map((key) => `"${key}":1`)
    .join()}}`,
  '4 million levels': '['.repeat(4_180_000) + ']'.repeat(4_180_000),
};

test.each(Object.entries(hostile))('an answer with %s takes little time and memory', (_, answer) =>
  onStage(
    async ({ sandbox, job }) => {
      // The refusal repeats what came before.
      const errorMessage = JSON.stringify(answer).slice(0, 10_000);
      const refusal = { before: json(403, { errorCode: '-_.'.repeat(9000), errorMessage }) };
      const peak = join(job().temp, 'peak');
      const env = { ...preload('peak-memory.cjs'), PEAK_MEMORY: peak };
      const start = performance.now();
      if (typeof answer === 'object') {
        sandbox.failNext('createUserToken', { after: json(201, { ...answer }) });
        sandbox.failNext('deleteUserToken', refusal, 9);
        await job({ timeout: '3s' }, { env }).step();
      } else {
        const agentPortfolioId = SANDBOX_PORTFOLIO_ID;
        const body = `{"agentPortfolios":[{"agentPortfolioId":"${agentPortfolioId}","userTokens":${answer}}]}`;
        const before = { kind: 'answer', status: 200, body } as const;
        sandbox.failNext('listAgentPortfolios', { before }, 9);
        sandbox.failNext('deleteUserToken', refusal, 9);
        const inputs = {
          'token-ids': many(3, '')
            .map((n) => id(Number(n)))
            .join(),
          timeout: '3s',
        };
        await job({ ...inputs, expired: 'true' }, { env, action: 'revoke' }).step();
      }
      expect(performance.now() - start).toBeLessThan(10_000);
      expect(Number(readFileSync(peak, 'utf8')) / 1024).toBeLessThan(256);
    },
    { time: realTime },
  )(),
);
