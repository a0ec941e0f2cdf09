import { expect, test } from '@jest/globals';
import { SANDBOX_USER_KEY } from '../../sandbox/server.ts';
import { errorOf, onStage, printedBy } from './stage.ts';

/** What eToro documents as refused for good, and what the user reads beside the code. */
const refusals = [
  { status: 400, errorCode: 'ScopeIdsRequired', advice: 'input scopes' },
  { status: 400, errorCode: 'ScopeIdInvalid', advice: 'input scopes' },
  { status: 400, errorCode: 'ScopeIdsDuplicateItems', advice: 'input scopes' },
  { status: 400, errorCode: 'IpsWhitelistInvalidIp', advice: 'input runner-ip' },
  { status: 400, errorCode: 'ValidationFailed', advice: 'inputs token-name, expires-in' },
  { status: 401, errorCode: 'Unauthorized', advice: 'secrets behind api-key and user-key' },
  { status: 403, errorCode: 'ScopeNameNotAllowed', advice: 'user key may not grant' },
  { status: 404, errorCode: 'NotFound', advice: 'portfolio-id' },
  { status: 409, errorCode: 'UserKeyNameAlreadyExists', advice: 'input token-name' },
];

test.each(refusals)(
  'HTTP $status $errorCode is sent once and ends with what failed, why, and what to do',
  ({ status, errorCode, advice }) =>
    onStage(async ({ sandbox, job, asked }) => {
      const body = { errorCode, errorMessage: 'eToro says why' };
      sandbox.failNext('createUserToken', { before: { kind: 'answer', status, body } });
      const run = job({ 'token-name': 'my-token' });
      const step = await run.step();
      const post = await run.post();

      const error = errorOf(step);
      expect(error).toContain(`eToro answered HTTP ${status} ${errorCode}: eToro says why`);
      expect(error).toContain(`request id ${String(sandbox.requests[0]?.headers['x-request-id'])}`);
      expect(error).toContain(advice);
      expect(post.exitCode).toBe(0);
      expect(post.log).toBe('There is nothing to revoke.\n');
      // Where the portfolio is not found, those that the user key has are listed once.
      expect(asked()).toEqual([
        'createUserToken',
        ...(status === 404 ? ['listAgentPortfolios'] : []),
      ]);
    })(),
);

test(
  'wrong keys are refused by the API itself',
  onStage(async ({ job, asked }) => {
    const error = errorOf(await job({ 'user-key': 'some-other-key-that-is-wrong' }).step());

    expect(error).toContain('HTTP 401 Unauthorized');
    expect(asked()).toEqual(['createUserToken']);
  }),
);

test(
  'a portfolio that is not there is an error',
  onStage(async ({ job }) => {
    const other = '00000000-0000-4000-8000-000000000000';
    expect(errorOf(await job({ 'portfolio-id': other }).step())).toContain('HTTP 404 NotFound');
  }),
);

test(
  'a scope that may not be granted is an error with advice (v2)',
  onStage(
    async ({ job }) => {
      const run = job({ 'api-version': 'v2', scopes: 'real:write' });
      const error = errorOf(await run.step());
      expect(error).toContain('HTTP 403 ScopeNameNotAllowed');
      expect(error).toContain('may not grant one of the scopes');
    },
    { allowedScopeNames: ['etoro-public:trade.demo:read'] },
  ),
);

test(
  'a name that another token has is an error, and the other token is left alone',
  onStage(async ({ sandbox, job, asked }) => {
    sandbox.addToken({ name: 'bot' });
    const run = job({ 'token-name': 'bot' });
    const error = errorOf(await run.step());
    await run.post();

    expect(error).toContain('HTTP 409 UserKeyNameAlreadyExists');
    expect(error).toContain('Leave the input token-name out');
    expect(sandbox.tokens()).toHaveLength(1);
    expect(asked()).toEqual(['createUserToken']);
  }),
);

test(
  'a redirect is never followed',
  onStage(async ({ sandbox, job, asked }) => {
    sandbox.failNext('createUserToken', {
      before: { kind: 'answer', status: 307, headers: { location: `${sandbox.url}/elsewhere` } },
    });
    const error = errorOf(await job().step());

    expect(error).toContain('HTTP 307');
    expect(error).toContain('This step does not follow redirects');
    expect(asked()).toEqual(['createUserToken']);
  }),
);

test.each([false, true])(
  'an answer that echoes the keys back shows none of them (debug: %s)',
  (debug) =>
    onStage(async ({ sandbox, job }) => {
      sandbox.failNext('createUserToken', {
        before: {
          kind: 'answer',
          status: 400,
          headers: { 'content-type': 'application/json' },
          body: ({ headers }) => {
            const key = String(headers['x-user-key']);
            const echo = `${key} ${btoa(key)} ${encodeURIComponent(key)} ${key.slice(0, 30)}\n::warning::${key}`;
            return JSON.stringify({ errorCode: key, errorMessage: echo });
          },
        },
      });
      const step = await job({}, { debug }).step();

      expect(step.exitCode).toBe(1);
      expect(step.commands.filter(({ name }) => name === 'warning')).toEqual([]);
      expect(printedBy(step)).not.toContain(SANDBOX_USER_KEY.slice(0, 20));
    })(),
);

test(
  'only debug mode shows a stack trace',
  onStage(async ({ sandbox, job }) => {
    const body = { errorCode: 'Unauthorized', errorMessage: 'Unauthorized' };
    sandbox.failNext('*', { before: { kind: 'answer', status: 401, body } }, 2);

    expect((await job().step()).stdout).not.toMatch(/\bat .*:\d+:\d+/);
    expect((await job({}, { debug: true }).step()).stdout).toMatch(/::debug::.*\bat .*:\d+:\d+/);
  }),
);

test(
  'NODE_DEBUG, with which Node prints the headers of every request, shows no key',
  onStage(async ({ job }) => {
    const step = await job({}, { env: { NODE_DEBUG: 'http,net,tls' }, debug: true }).step();

    expect(step.exitCode).toBe(0);
    expect(step.stderr).not.toContain('x-user-key');
    expect(step.log).toContain('NODE_DEBUG is set.');
  }),
);
