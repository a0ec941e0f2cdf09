import { expect, test } from '@jest/globals';
import { SANDBOX_USER_KEY } from '../../sandbox/server.ts';
import { realTime } from '../../sandbox/timekeeper.ts';
import { errorOf, json, onStage, warningsOf } from './stage.ts';

test(
  "an answer's text starts no workflow command, so the token is masked all the same",
  onStage(async ({ sandbox, job }) => {
    const body = { errorCode: 'TooManyRequests', errorMessage: 'x ##[stop-commands]pwned' };
    sandbox.failNext('createUserToken', { before: json(429, body) });
    const step = await job().step();

    expect(step.exitCode).toBe(0);
    expect(step.masks).toContain(step.outputs['token']);
    expect(step.commands.map(({ name }) => name)).not.toContain('stop-commands');
  }),
);

test(
  "a listed token's name starts no workflow command",
  onStage(
    async ({ sandbox, job }) => {
      const expiresAt = new Date(Date.now() - 60_000).toISOString();
      sandbox.addToken({ name: `gha-##[stop-commands]pwned${SANDBOX_USER_KEY}`, expiresAt });
      const step = await job().step();

      expect(step.masks).toContain(step.outputs['token']);
      expect(step.log).toContain('revoked the expired user token');
    },
    { tokenLimit: 1 },
  ),
);

const id = 'f9e8d7c6-b5a4-3210-fedc-ba9876543210';
const strange: Record<string, unknown> = {
  'is not well-formed': '\ud800abcdefghijk',
  'has a line break': 'first-line-of-it\n::warning::second',
  'is the user key': SANDBOX_USER_KEY,
  "is the token's id": id,
  "is the token's id in upper case": id.toUpperCase(),
  "is the token's name": 'my-trading-bot',
  "is the token's name in upper case": 'MY-TRADING-BOT',
  'is the user key in upper case': SANDBOX_USER_KEY.toUpperCase(),
  "is a part of the token's name": 'trading-bot',
  'has 7 characters': 'sk_live',
  'is a number': 12_345_678,
};

test.each(Object.entries(strange))('a 201 whose userToken %s is one clear error', (_, userToken) =>
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('createUserToken', { after: json(201, { userTokenId: id, userToken }) });
    const run = job({ 'token-name': 'my-trading-bot' });
    const step = await run.step();
    await run.post();

    expect(errorOf(step)).toContain('HTTP 201 without a userToken (request id ');
    expect(warningsOf(step)).toEqual([]);
    expect(sandbox.tokens()).toEqual([]);
  })(),
);

test(
  'a failure that tells when the rate limit is reset is not waited for that long',
  onStage(async ({ sandbox, job }) => {
    const reset = Math.ceil(Date.now() / 1000) + 3000;
    sandbox.failNext('createUserToken', {
      before: json(503, {}, { 'x-ratelimit-reset': `${reset}` }),
    });

    expect((await job().step()).exitCode).toBe(0);
  }),
);

test(
  'with many expired tokens, the job makes room for itself and leaves writes for the token',
  onStage(
    async ({ sandbox, job }) => {
      const expiresAt = new Date(Date.now() - 60_000).toISOString();
      for (let n = 0; n < 30; n++) sandbox.addToken({ name: `gha-old-${n}`, expiresAt });
      const step = await job({ timeout: '10s' }).step();

      expect(step.exitCode).toBe(0);
      expect(sandbox.tokens()).toHaveLength(21);
    },
    { tokenLimit: 30 },
  ),
);

test(
  'a server whose clock is years ahead neither lengthens the token nor lets live ones be revoked',
  onStage(
    async ({ sandbox, job }) => {
      const date = 'Fri, 01 Jan 2100 00:00:00 GMT';
      const full = { errorCode: 'MaxUserTokensExceeded', errorMessage: 'full' };
      const live = sandbox.addToken({
        name: 'gha-live',
        expiresAt: new Date(Date.now() + 600_000).toISOString(),
      });
      sandbox.failNext('createUserToken', { before: json(429, full, { date }) });
      const listed = { userTokenId: live.id, userTokenName: live.name, expiresAt: live.expiresAt };
      const agentPortfolios = [{ agentPortfolioId: live.portfolioId, userTokens: [listed] }];
      sandbox.failNext('listAgentPortfolios', { before: json(200, { agentPortfolios }, { date }) });

      expect(errorOf(await job().step())).toContain('It has 1 tokens, 0 of them expired');
      expect(sandbox.tokens()).toHaveLength(1);
    },
    { tokenLimit: 1 },
  ),
);

test(
  'a long list of tokens to revoke does not hold the step beyond its timeout',
  onStage(
    async ({ sandbox, job }) => {
      sandbox.failNext('createUserToken', { before: json(500, {}) }, 50);
      sandbox.failNext(
        'listAgentPortfolios',
        {
          before: {
            kind: 'answer',
            status: 200,
            body: () => {
              const created = sandbox.requests.findLast(({ path }) =>
                path.endsWith('/user-tokens'),
              );
              const [, userTokenName] =
                /"userTokenName":"([^"]+)"/.exec(JSON.stringify(created?.body)) ?? [];
              const userTokens = Array.from({ length: 20_000 }, (_, n) => ({
                userTokenId: `f9e8d7c6-b5a4-3210-fedc-${String(n).padStart(12, '0')}`,
                userTokenName,
                expiresAt: null,
              }));
              return JSON.stringify({
                agentPortfolios: [
                  { agentPortfolioId: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890', userTokens },
                ],
              });
            },
          },
        },
        50,
      );
      const step = await job({ timeout: '3s' }).step();

      expect(step.exitCode).toBe(1);
      expect(step.durationMs).toBeLessThan(6000);
    },
    { time: realTime },
  ),
);
