import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import { SANDBOX_PORTFOLIO_ID, type Sandbox } from '../../sandbox/server.ts';
import { closeServers, startHttp } from '../servers.ts';
import { errorOf, json, onStage, preload, signalWhen, warningsOf } from './stage.ts';

// Answers that get lost or are strange, and what the step makes of them.

afterEach(closeServers);

const ids = ({ requests }: Sandbox) =>
  requests.map(({ headers }) => String(headers['x-request-id']));

test.each<[string, string | undefined]>([
  ['cut short', new Date(Date.now() + 600_000).toISOString()],
  ['left out', undefined],
])(
  'a token of an exact name whose answer was lost and whose expiry eToro has %s belongs to this job, and is revoked',
  (_, expiresAt) =>
    onStage(async ({ sandbox, job, asked }) => {
      sandbox.failNext('createUserToken', {
        grant: (order) => ({ ...order, expiresAt }),
        after: { kind: 'reset' },
      });
      const run = job({ 'token-name': 'bot' });
      const step = await run.step();

      expect(step.exitCode).toBe(0);
      expect(asked()).toEqual([
        ...['createUserToken', 'listAgentPortfolios', 'deleteUserToken'],
        'createUserToken',
      ]);
      await run.post();
      expect(sandbox.tokens()).toEqual([]);
    })(),
);

test.each([
  [
    'was made before the call of this job',
    { ips: ['20.102.38.7'], createdAt: '2020-01-01T00:00:00Z' },
  ],
  ['has other addresses', { ips: ['8.8.8.8'] }],
])('a token of the same exact name that %s belongs to another job, and is left alone', (_, token) =>
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('createUserToken', { before: { kind: 'reset' } });
    const other = sandbox.addToken({
      name: 'bot',
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
      ...token,
    });
    const run = job({ 'token-name': 'bot' });

    expect(errorOf(await run.step())).toContain('HTTP 409 UserKeyNameAlreadyExists');
    // It would look for 25 s, because the lost call may still make its token.
    await run.post({
      signals: [{ signal: 'SIGINT', when: (printed) => printed.includes('Looking again') }],
    });
    expect(sandbox.tokens()).toEqual([other]);
  })(),
);

test(
  'a failure of the search for a lost token does not hide the failure before it',
  onStage(async ({ sandbox, job }) => {
    const unhandled = { errorCode: 'UnhandledException', errorMessage: 'Global Error' };
    const notFound = { errorCode: 'NotFound', errorMessage: 'Not found' };
    sandbox.failNext('createUserToken', { after: json(500, unhandled) });
    sandbox.failNext('listAgentPortfolios', { before: json(404, notFound) });
    const run = job({ 'token-name': 'bot' });
    const error = errorOf(await run.step());
    const [create, list] = ids(sandbox);

    expect(error).toBe(
      `There is no user token. eToro answered HTTP 500 UnhandledException: Global Error (request id ${create ?? '?'}). eToro has a problem. Try again later, or ask its support about the request id. What this step did about it failed as well: eToro answered HTTP 404 NotFound: Not found (listing the tokens, request id ${list ?? '?'}). This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.`,
    );
    await run.post();
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test(
  'a list without this portfolio proves nothing about its tokens, so the post step asks again',
  onStage(async ({ sandbox, job, asked }) => {
    sandbox.failNext('createUserToken', { after: { kind: 'hang' } });
    const run = job({}, { env: preload('no-jitter.cjs') });
    await run.step(signalWhen(() => sandbox.tokens().length > 0));
    const others = [{ agentPortfolioId: '00000000-0000-4000-8000-000000000000', userTokens: [] }];
    sandbox.failNext('listAgentPortfolios', { before: json(200, { agentPortfolios: [] }) });
    sandbox.failNext('listAgentPortfolios', { before: json(200, { agentPortfolios: others }) });
    const post = await run.post();

    expect(post.log).toContain('eToro answered a list without this agent-portfolio. Waiting ');
    expect(warningsOf(post)).toEqual([]);
    expect(asked()).toEqual([
      ...['createUserToken', 'listAgentPortfolios', 'listAgentPortfolios', 'listAgentPortfolios'],
      'deleteUserToken',
    ]);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test(
  'an answer that starts with a byte order mark is read',
  onStage(async ({ sandbox, job }) => {
    const created = () => {
      const [token] = sandbox.tokens();
      return `\uFEFF${JSON.stringify({ userTokenId: token?.id, userToken: token?.secret })}`;
    };
    sandbox.failNext('createUserToken', { after: { kind: 'answer', status: 201, body: created } });
    const run = job();
    const step = await run.step();

    expect(step.outputs['token']).toBe(sandbox.issuedSecrets[0]);
    await run.post();
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test.each([
  [
    'a success is a clear error',
    201,
    (port: number) =>
      `No answer from 127.0.0.1:${port}: the answer (HTTP 201) is compressed, although the request does not allow it (request id X). This is not what the API of eToro promises. Check the input api-url, and any proxy on the way.`,
  ],
  [
    'a refusal is told by its status',
    400,
    () => 'eToro answered HTTP 400 (request id X). Check the inputs of this step.',
  ],
])('where answers come compressed, though no request allows it, %s', (_, status, message) =>
  onStage(async ({ job }) => {
    const body = gzipSync(JSON.stringify({ userTokenId: SANDBOX_PORTFOLIO_ID, errorCode: 'X' }));
    const encodingsAsked = new Set<unknown>();
    const { port } = await startHttp((request, response) => {
      encodingsAsked.add(request.headers['accept-encoding']);
      response.writeHead(request.method === 'POST' ? status : 503, {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      });
      response.end(body);
    });
    const error = errorOf(await job({ 'api-url': `http://127.0.0.1:${port}` }).step());

    expect(error.replace(/request id [0-9a-f-]{36}/, 'request id X')).toBe(
      `There is no user token. ${message(port)}`,
    );
    expect([...encodingsAsked]).toEqual(['identity']);
  })(),
);
