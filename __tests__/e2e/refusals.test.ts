import { expect, test } from '@jest/globals';
import { errorOf, onStage } from './stage.ts';

test.each([
  [400, 'ScopeIdsRequired', 'input scopes'],
  [400, 'ScopeIdInvalid', 'input scopes'],
  [400, 'ScopeIdsDuplicateItems', 'input scopes'],
  [400, 'IpsWhitelistInvalidIp', 'input runner-ip'],
  [400, 'ValidationFailed', 'inputs expires-in and scopes'],
  [401, 'Unauthorized', 'secrets behind api-key and user-key'],
  [403, 'ScopeNameNotAllowed', 'user key may not grant'],
  [404, 'NotFound', 'portfolio-id'],
  [410, 'Gone', 'try v2'],
])(
  'HTTP %i %s is sent once and ends with what failed, why, and what to do',
  (status, errorCode, advice) =>
    onStage(async ({ sandbox, job, asked, end }) => {
      const body = { errorCode, errorMessage: 'eToro says why' };
      sandbox.failNext('createUserToken', { before: { kind: 'answer', status, body } });
      const run = job();
      const error = errorOf(await run.step());

      expect(error).toContain(`eToro answered HTTP ${status} ${errorCode}: eToro says why`);
      expect(error).toContain(`request id ${String(sandbox.requests[0]?.headers['x-request-id'])}`);
      expect(error).toContain(advice);
      expect((await end(run)).log).toBe('There is nothing to revoke.\n');
      // Where the portfolio is not found, those that the user key has are listed once.
      expect(asked()).toEqual([
        'createUserToken',
        ...(status === 404 ? ['listAgentPortfolios'] : []),
      ]);
    })(),
);

test.each([
  [
    'error code: 1010',
    'Cloudflare, in front of eToro, blocks this client or the address of this runner.',
  ],
  [
    '<html><h1>Error <b>1010</b></h1></html>',
    'Cloudflare, in front of eToro, blocks this client or the address of this runner.',
  ],
  ['<html>Blocked</html>', "This answer is not eToro's: a firewall, a proxy or a gateway gave it."],
])('a 403 that is not of eToro is told as such, and not as a wrong key: %s', (body, advice) =>
  onStage(async ({ sandbox, job, asked }) => {
    sandbox.failNext('createUserToken', { before: { kind: 'answer', status: 403, body } });
    expect(errorOf(await job().step())).toContain(advice);
    expect(asked()).toEqual(['createUserToken']);
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
  'a redirect is never followed',
  onStage(async ({ sandbox, job, asked }) => {
    sandbox.failNext('createUserToken', {
      before: { kind: 'answer', status: 307, headers: { location: `${sandbox.url}/elsewhere` } },
    });
    const error = errorOf(await job().step());

    expect(error).toContain('HTTP 307');
    expect(error).toContain('A redirect is not followed');
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
      expect(step.stdout.replace(/^::add-mask::.*$/gm, '')).not.toContain(
        'sandbox-user-key-b82e5f',
      );
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
