import { expect, test } from '@jest/globals';
import { SANDBOX_PORTFOLIO_ID, type Sandbox } from '../../sandbox/server.ts';
import { errorOf, json, onStage } from './stage.ts';

// The 403s and the 404 that a new user meets, with the whole message.

const requestId = (sandbox: Sandbox) => String(sandbox.requests[0]?.headers['x-request-id']);

test(
  "Forbidden: the user key is an agent-portfolio's own",
  onStage(async ({ sandbox, job, asked }) => {
    const { secret } = sandbox.addToken({ scopes: [202] });
    const error = errorOf(await job({ 'user-key': secret }).step());

    expect(error).toBe(
      `There is no user token. eToro answered HTTP 403 Forbidden: Access to this resource on the server is denied (request id ${requestId(sandbox)}). The user key belongs to an agent-portfolio. Use the user key of the account that owns the agent-portfolio.`,
    );
    expect(asked()).toEqual(['createUserToken']);
  }),
);

test(
  'InsufficientPermissions: the user key may only read',
  onStage(
    async ({ sandbox, job, asked }) => {
      const error = errorOf(await job().step());

      expect(error).toBe(
        `There is no user token. eToro answered HTTP 403 InsufficientPermissions: UserToken does not have permission to access (request id ${requestId(sandbox)}). The user key lacks a permission. To create a token it needs agent-portfolio:write or real:write (with api-version v2, real:write may not be enough), and to list tokens any permission for real or agent-portfolio. The permissions of a key are chosen when it is made: make another one in eToro, in Settings > Trading > Create New Key, with environment Real and Write access.`,
      );
      expect(asked()).toEqual(['createUserToken']);
    },
    { userKeyPermissions: ['real:read'] },
  ),
);

test(
  'InsufficientPermissions: a user key with real:write that v2 refuses makes a token with v1',
  onStage(
    async ({ job, asked }) => {
      const error = errorOf(await job({ 'api-version': 'v2' }).step());
      expect(error).toContain('HTTP 403 InsufficientPermissions');
      expect(error).toContain('with api-version v2, real:write may not be enough');

      const run = job({ 'api-version': 'v1' });
      expect((await run.step()).exitCode).toBe(0);
      await run.post();
      expect(asked()).toEqual(['createUserTokenV2', 'createUserToken', 'deleteUserToken']);
    },
    { userKeyPermissions: ['real:write'] },
  ),
);

test(
  'ScopeNameNotAllowed: the user key may not grant the scope',
  onStage(
    async ({ sandbox, job, asked }) => {
      const error = errorOf(await job({ 'api-version': 'v2', scopes: 'real:write' }).step());

      expect(error).toBe(
        `There is no user token. eToro answered HTTP 403 ScopeNameNotAllowed: The scope etoro-public:trade.real:write is not allowed (request id ${requestId(sandbox)}). The user key may not grant one of the scopes. Ask for fewer in the input scopes, or use a user key that has them: a key for the environment Real grants real scopes, a key for Demo grants demo scopes.`,
      );
      expect(asked()).toEqual(['createUserTokenV2']);
    },
    { allowedScopeNames: ['etoro-public:trade.demo:read'] },
  ),
);

test(
  'a 403 with another code keeps the general advice',
  onStage(async ({ sandbox, job }) => {
    const body = { errorCode: 'KycRequired', errorMessage: 'Verify your account' };
    sandbox.failNext('createUserToken', { before: json(403, body) });

    expect(errorOf(await job().step())).toBe(
      `There is no user token. eToro answered HTTP 403 KycRequired: Verify your account (request id ${requestId(sandbox)}). The user key may not do this. Check its permissions in eToro.`,
    );
  }),
);

const other = '00000000-0000-4000-8000-000000000000';
const notFound = (sandbox: Sandbox) =>
  `There is no user token. eToro answered HTTP 404 NotFound: Agent-portfolio not found (request id ${requestId(sandbox)}). This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.`;

test(
  'a portfolio that is not found: the error names those that the user key has',
  onStage(
    async ({ sandbox, job, asked }) => {
      const run = job({ 'portfolio-id': other });
      const error = errorOf(await run.step());

      expect(error).toBe(
        `${notFound(sandbox)} The agent-portfolios of this user key are:\n- ${SANDBOX_PORTFOLIO_ID} Growth\n- 11111111-1111-4111-8111-111111111111 ::warning::# #[error]Bold <b> lines`,
      );
      expect(asked()).toEqual(['createUserToken', 'listAgentPortfolios']);
      expect((await run.post()).log).toBe('There is nothing to revoke.\n');
    },
    {
      portfolios: [
        { id: SANDBOX_PORTFOLIO_ID, name: 'Growth' },
        {
          id: '11111111-1111-4111-8111-111111111111',
          name: '::warning::##[error]Bold\n<b>\u001b lines',
        },
      ],
    },
  ),
);

test('a portfolio that is not found: a name shows nothing of the user key', async () => {
  const userKey = 'q7Zt3xKf9Lw2Vb8Rm5Ng1Yc6Hd0Pj4Ts';
  await onStage(
    async ({ job }) => {
      const error = errorOf(await job({ 'portfolio-id': other }).step());

      expect(error).toContain(`\n- ${SANDBOX_PORTFOLIO_ID} my …`);
      expect(error).not.toContain('Lw2Vb8Rm5Ng1');
    },
    { userKey, portfolios: [{ id: SANDBOX_PORTFOLIO_ID, name: `my ${userKey.slice(8, 20)}` }] },
  )();
});

test('a portfolio that is not found: at most ten others are named, and the rest is counted', async () => {
  const portfolios = Array.from({ length: 13 }, (_, n) => ({
    id: `00000000-0000-4000-8000-0000000001${String(n).padStart(2, '0')}`,
    name: `Portfolio ${n}`,
  }));
  await onStage(
    async ({ job }) => {
      const lines = errorOf(await job({ 'portfolio-id': other }).step()).split('\n');

      expect(lines.slice(1)).toEqual([
        ...portfolios.slice(0, 10).map(({ id, name }) => `- ${id} ${name}`),
        '- and 3 more',
      ]);
    },
    { portfolios },
  )();
});

test(
  'a portfolio that is not found: a user key that has none is told how to make one',
  onStage(
    async ({ sandbox, job }) => {
      expect(errorOf(await job({ 'portfolio-id': other }).step())).toBe(
        `${notFound(sandbox)} This user key has no agent-portfolio. How to make one: https://api-portal.etoro.com/api-reference/agent-portfolios/create-agent-portfolio`,
      );
    },
    { portfolios: [] },
  ),
);

test(
  'a portfolio that is not found: when the list fails too, the error stays as it is, without another try',
  onStage(async ({ sandbox, job, asked }) => {
    sandbox.failNext('listAgentPortfolios', { before: json(503, {}) }, 9);

    expect(errorOf(await job({ 'portfolio-id': other }).step())).toBe(notFound(sandbox));
    expect(asked()).toEqual(['createUserToken', 'listAgentPortfolios']);
  }),
);

test(
  "a gateway's 404 tells nothing about the portfolio, so no portfolios are listed",
  onStage(async ({ sandbox, job, asked }) => {
    const gateway404 = { kind: 'answer', status: 404, body: '<html>' } as const;
    sandbox.failNext('createUserToken', { before: gateway404 });

    expect(errorOf(await job().step())).toBe(
      `There is no user token. eToro answered HTTP 404 (request id ${requestId(sandbox)}). This is not what the API of eToro promises. Check the input api-url, and any proxy on the way.`,
    );
    expect(asked()).toEqual(['createUserToken']);
  }),
);
