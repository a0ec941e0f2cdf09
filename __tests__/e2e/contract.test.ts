import { expect, test } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_USER_KEY } from '../../sandbox/server.ts';
import { onStage, warningsOf } from './stage.ts';

test(
  'a job gets its token with one request, in the log, the outputs and the summary, and the post step revokes it with one more',
  onStage(async ({ sandbox, job, end, asked, time }) => {
    const run = job({ 'expires-in': '15m' });
    const step = await run.step();

    expect(step).toMatchObject({ exitCode: 0, stderr: '', env: {} });
    expect(asked()).toEqual(['createUserToken']);
    const expiresAt = new Date(time.now() + 15 * 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
    expect(sandbox.requests[0]?.body).toEqual({
      userTokenName: expect.stringMatching(/^gha-octo-org-trading-bot-1234567890-1-[0-9a-z]+$/),
      scopeIds: [201, 203],
      ipsWhitelist: ['20.102.38.7'],
      expiresAt,
    });
    const [token] = sandbox.tokens();
    expect(step.outputs).toEqual({
      token: sandbox.issuedSecrets[0],
      'token-id': token?.id,
      'token-name': token?.name,
      'expires-at': expiresAt,
      scopes: 'etoro-public:demo:read,etoro-public:demo:write',
      environment: 'demo',
      'runner-ip': '20.102.38.7',
      'request-id': sandbox.requests[0]?.headers['x-request-id'],
    });
    for (const text of [token?.name, token?.id, expiresAt, '20.102.38.7']) {
      expect(step.summaryRaw).toContain(text);
    }

    await end(run);
    expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
  }),
);

test(
  'the keys are masked before anything else is printed, and the token before anything else is done with it',
  onStage(async ({ sandbox, job }) => {
    const { stdout, masks } = await job({ 'runner-ip': 'none' }).step();

    const lines = stdout.split(/\r?\n/);
    expect(lines.slice(0, 2)).toEqual([`::add-mask::${SANDBOX_API_KEY}`, `::add-mask::${SANDBOX_USER_KEY}`]);
    const tokenMask = lines.indexOf(`::add-mask::${sandbox.issuedSecrets[0] ?? '?'}`);
    expect(tokenMask).toBeGreaterThan(1);
    expect(tokenMask).toBeLessThan(lines.findIndex((line) => line.startsWith('Created')));
    expect(masks.slice(0, 2)).toEqual([SANDBOX_API_KEY, SANDBOX_USER_KEY]);
  }),
);

test(
  'the keys may come from the environment, and an empty input counts as not given',
  onStage(async ({ sandbox, job, end }) => {
    const run = job(
      { 'api-key': '', 'user-key': '', 'expires-in': '', revoke: '' },
      { env: { ETORO_API_KEY: SANDBOX_API_KEY, ETORO_USER_KEY: SANDBOX_USER_KEY } },
    );
    expect((await run.step()).exitCode).toBe(0);
    await end(run);
    expect(sandbox.issuedSecrets).toHaveLength(1);
  }),
);

test(
  'jobs that are started in the same second get tokens under names of their own',
  onStage(async ({ sandbox, job }) => {
    const steps = await Promise.all(Array.from({ length: 3 }, () => job().step()));

    expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(new Set(sandbox.tokens().map(({ name }) => name)).size).toBe(3);
    expect(new Set(steps.map(({ outputs }) => outputs['token'])).size).toBe(3);
  }),
);

test(
  'with runner-ip auto the token works from the address that the services see',
  onStage(async ({ sandbox, job, asked }) => {
    const services = `${sandbox.url}/ip ${sandbox.url.replace('127.0.0.1', 'localhost')}/ip`;
    const step = await job({ 'runner-ip': 'auto', 'ip-services': services }).step();

    expect(step.outputs['runner-ip']).toBe('20.102.38.7');
    expect(step.log).toContain('The public address of this runner is 20.102.38.7: 2 of 2 services agree.');
    expect(asked()).toEqual(['getIp', 'getIp', 'createUserToken']);
  }),
);

test(
  'runner-ip none lets anyone use the token, says so, and says so louder for real money',
  onStage(async ({ sandbox, job }) => {
    const demo = await job({ 'runner-ip': 'none' }).step();
    const real = await job({ 'runner-ip': 'none', scopes: 'real:write' }).step();

    expect(demo.outputs['runner-ip']).toBe('');
    expect(sandbox.tokens().map(({ ips }) => ips)).toEqual([[], []]);
    expect(warningsOf(demo)).toEqual([expect.stringContaining('can use it from anywhere')]);
    expect(warningsOf(real)).toEqual([expect.stringContaining('can trade with real money from anywhere')]);
  }),
);

test(
  'api-version v2 sends scope names to the v2 path and revokes through the v1 path',
  onStage(async ({ sandbox, job, end, asked }) => {
    const run = job({ 'api-version': 'v2', scopes: 'real:read etoro-public:demo:write' });
    const step = await run.step();

    const names = ['etoro-public:trade.real:read', 'etoro-public:trade.demo:write'];
    expect(sandbox.requests[0]?.body).toMatchObject({ scopeNames: names });
    expect(step.outputs['scopes']).toBe(names.join(','));
    await end(run);
    expect(asked()).toEqual(['createUserTokenV2', 'deleteUserToken']);
  }),
);

test(
  'revoke: false keeps the token when the job ends, and summary: false writes none',
  onStage(async ({ sandbox, job, asked }) => {
    const run = job({ revoke: 'false', summary: 'false' });
    expect((await run.step()).summaryRaw).toBe('');
    expect((await run.post()).exitCode).toBe(0);

    expect(asked()).toEqual(['createUserToken']);
    expect(sandbox.tokens()).toHaveLength(1);
  }),
);

test(
  'export-env sets the keys of later steps, the token in the place of the user key, and the environment of the scopes, and keeps what the job sets',
  onStage(async ({ sandbox, job, end }) => {
    const inputs = { scopes: 'real:read, real:write', 'export-env': 'true' };
    const run = job(inputs, { env: { ETORO_MODE: 'demo', ETORO_USER_KEY: 'the-key-of-a-bot' } });
    const { outputs, env, log } = await run.step();
    expect(outputs['environment']).toBe('real');
    expect(env).toEqual({
      ETORO_API_KEY: SANDBOX_API_KEY,
      ETORO_USER_KEY: sandbox.issuedSecrets[0],
      ETORO_ENVIRONMENT: 'real',
    });
    expect(log).toContain('ETORO_ENVIRONMENT=real. Left as the job sets it: ETORO_MODE.');
    await end(run);
  }),
);

test.each([30, 90])('the end of v1 in %i days is told in the step that made a token, and in no other', (days) => {
  const sunset = new Date(Date.now() + days * 86_400_000);
  return onStage(
    async ({ job }) => {
      const run = job();
      const told = (await run.step()).commands.filter(({ value }) => value.includes('deprecates'));
      const day = sunset.toISOString().slice(0, 10);
      expect(told).toMatchObject([
        {
          name: days < 60 ? 'warning' : 'notice',
          value: `eToro deprecates the call that made this token (api-version v1) as of 2026-11-01. It may stop to work on ${day}. Try api-version: v2.`,
        },
      ]);
      expect((await run.post()).log).not.toContain('deprecates');
    },
    { createHeaders: { deprecation: '@1793491200', sunset: sunset.toUTCString() } },
  )();
});
