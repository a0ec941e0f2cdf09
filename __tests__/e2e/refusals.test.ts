import { expect, test } from '@jest/globals';
import type { Breakage } from '../../sandbox/faults.ts';
import type { SandboxOptions } from '../../sandbox/server.ts';
import { errorOf, json, onStage, requestId } from './stage.ts';

/** What a new user meets, with the whole message. */
const met: Record<
  string,
  {
    inputs?: Record<string, string>;
    rules?: Partial<SandboxOptions>;
    before?: Breakage;
    error: string;
  }
> = {
  'a user key that is wrong': {
    inputs: { 'user-key': 'some-other-key-that-is-wrong' },
    error:
      'eToro answered HTTP 401 Unauthorized (ID). A key is wrong, expired, or not allowed from this runner. Check the secrets behind api-key and user-key, and whether the user key is limited to some addresses.',
  },
  'a user key that may only read': {
    rules: { userKeyPermissions: ['real:read'] },
    error:
      'eToro answered HTTP 403 InsufficientPermissions: UserToken does not have permission to access (ID). The user key lacks a permission. To create a token it needs agent-portfolio:write or real:write (with api-version v2, real:write may not be enough). This may be a key for Demo. The permissions of a key are chosen when it is made: make another one in eToro, in Settings > Trading > Create New Key, with environment Real, Write access, and Agent portfolio where that is offered.',
  },
  "a gateway's 404, which tells nothing about the portfolio": {
    before: { kind: 'answer', status: 404, body: '<html>' },
    error:
      "The answer was HTTP 404 (ID). This answer is not eToro's: a firewall, a proxy or a gateway gave it. Check the input api-url, and what is between this runner and eToro. Or eToro may have ended v1 of this call: if api-version is v1, try v2.",
  },
  "Cloudflare's 403 for a client or an address that it blocks": {
    before: { kind: 'answer', status: 403, body: '<html><h1>Error <b>1010</b></h1></html>' },
    error:
      'The answer was HTTP 403 error code: 1010 (ID). Cloudflare, in front of eToro, blocks this client or the address of this runner. That says nothing about the keys. Try another runner, or ask the support of eToro.',
  },
  'a redirect': {
    before: { kind: 'answer', status: 307, headers: { location: '/elsewhere' } },
    error:
      'The answer was HTTP 307 (ID). A redirect is not followed, because it could take the keys to another place. Check the input api-url.',
  },
};

test.each(Object.entries(met))(
  '%s is asked for once, and one error with the whole reason',
  (_, { inputs = {}, rules, before, error }) =>
    onStage(async ({ sandbox, job }) => {
      if (before) sandbox.failNext('*', { before });
      const run = job(inputs);
      const told = errorOf(await run.step());

      expect(told).toBe(`There is no user token. ${error.replace('ID', `request id ${requestId(sandbox, 0)}`)}`);
      if (rules) expect((await run.post()).log).toBe('There is nothing to revoke.\n');
      // What is not eToro's word may hide a token, so the step looks for one.
      expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    }, rules)(),
);

test(
  "Forbidden: the user key is an agent-portfolio's own",
  onStage(async ({ sandbox, job, asked }) => {
    const { secret } = sandbox.addToken({ scopes: [202] });

    expect(errorOf(await job({ 'user-key': secret }).step())).toBe(
      `There is no user token. eToro answered HTTP 403 Forbidden: Access to this resource on the server is denied (request id ${requestId(sandbox)}). The user key belongs to an agent-portfolio. Use the user key of the account that owns the agent-portfolio.`,
    );
    expect(asked()).toEqual(['createUserToken']);
  }),
);

test(
  'a user key with real:write that v2 refuses makes a token with v1',
  onStage(
    async ({ job, end, asked }) => {
      expect(errorOf(await job({ 'api-version': 'v2' }).step())).toContain('HTTP 403 InsufficientPermissions');
      const run = job({ 'api-version': 'v1' });
      expect((await run.step()).exitCode).toBe(0);
      await end(run);
      expect(asked()).toEqual(['createUserTokenV2', 'createUserToken', 'deleteUserToken']);
    },
    { userKeyPermissions: ['real:write'] },
  ),
);

const other = '00000000-0000-4000-8000-000000000000';
const idOf = (n: number) => `00000000-0000-4000-8000-0000000001${String(n).padStart(2, '0')}`;
const userKey = 'q7Zt3xKf9Lw2Vb8Rm5Ng1Yc6Hd0Pj4Ts';
const listed = ' The agent-portfolios of this user key are:\n- ';

/** The names of the portfolios of a user key, and what the error says of them. */
const portfolios: Record<string, [readonly string[], string]> = {
  'ten that there are, on a line each, without a part of the user key, and counts the rest': [
    [
      ...['Growth', '::warning::##[error]Bold\n<b>\u001b lines', `my ${userKey.slice(8, 20)}`],
      ...Array.from({ length: 10 }, () => 'Value'),
    ],
    `${listed}${['Growth', '::warning::# #[error]Bold <b> lines', 'my …', ...Array<string>(7).fill('Value')]
      .map((name, n) => `${idOf(n)} ${name}`)
      .join('\n- ')}\n- and 3 more`,
  ],
  'how to make one where there is none': [
    [],
    ' This user key has no agent-portfolio. How to make one: https://api-portal.etoro.com/api-reference/agent-portfolios/create-agent-portfolio',
  ],
};

const notFound = (id: string) =>
  `There is no user token. eToro answered HTTP 404 NotFound: Agent-portfolio not found (request id ${id}). This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.`;

test.each(Object.entries(portfolios))('when the portfolio is not found, the error names %s', (_, [names, told]) =>
  onStage(
    async ({ sandbox, job, asked }) => {
      const error = errorOf(await job({ 'portfolio-id': other }).step());

      expect(error).toBe(`${notFound(requestId(sandbox, 0))}${told}`);
      expect(asked()).toEqual(['createUserToken', 'listAgentPortfolios']);
    },
    { userKey, portfolios: names.map((name, n) => ({ id: idOf(n), name })) },
  )(),
);

test(
  'when the portfolio is not found and the list fails too, the error stays as it is, without another try',
  onStage(async ({ sandbox, job, asked }) => {
    sandbox.failNext('listAgentPortfolios', { before: json(503, {}) }, 9);

    expect(errorOf(await job({ 'portfolio-id': other }).step())).toBe(notFound(requestId(sandbox, 0)));
    expect(asked()).toEqual(['createUserToken', 'listAgentPortfolios']);
  }),
);

test(
  'debug mode shows a stack trace, and no key, though NODE_DEBUG lets Node print the headers of every request',
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('*', { before: json(401, { errorCode: 'Unauthorized' }) });
    const step = await job({}, { env: { NODE_DEBUG: 'http,net,tls' }, debug: true }).step();

    // Without debug mode there is none: `errorOf` checks that for every error.
    expect(step.stdout).toMatch(/::debug::.*\bat .*:\d+:\d+/);
    expect(step.stderr).not.toContain('x-user-key');
    expect(step.log).toContain('NODE_DEBUG is set.');
  }),
);
