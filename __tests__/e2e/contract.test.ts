import { expect, test } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_USER_KEY } from '../../sandbox/server.ts';
import { onStage, warningsOf } from './stage.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

test(
  'a job gets its token with one request, and the post step revokes it with one more',
  onStage(async ({ sandbox, job, asked }) => {
    const run = job();

    const step = await run.step();

    expect(step.exitCode).toBe(0);
    expect(asked()).toEqual(['createUserToken']);
    const [token] = sandbox.tokens();
    expect(step.outputs).toEqual({
      token: sandbox.issuedSecrets[0],
      'token-id': token?.id,
      'token-name': token?.name,
      'expires-at': token?.expiresAt,
      scopes: 'etoro-public:demo:read,etoro-public:demo:write',
      'runner-ip': '20.102.38.7',
      'request-id': sandbox.requests[0]?.headers['x-request-id'],
    });

    const post = await run.post();

    expect(post.exitCode).toBe(0);
    expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test(
  'the token has just the scopes, the address and the lifetime asked for',
  onStage(async ({ sandbox, job }) => {
    const before = Date.now();
    await job({ scopes: 'real:read', 'expires-in': '15m' }).step();

    expect(sandbox.requests[0]?.body).toEqual({
      userTokenName: expect.stringMatching(/^gha-octo-org-trading-bot-1234567890-1-[0-9a-f]{12}$/),
      scopeIds: [200],
      ipsWhitelist: ['20.102.38.7'],
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    const lifetime = Date.parse(sandbox.tokens()[0]?.expiresAt ?? '') - before;
    expect(lifetime).toBeGreaterThan(14 * 60_000);
    expect(lifetime).toBeLessThanOrEqual(15 * 60_000 + 1000);
  }),
);

test(
  'the keys are masked before anything else is printed, and the token before anything else is done with it',
  onStage(async ({ sandbox, job }) => {
    const { stdout, masks } = await job({ 'runner-ip': 'none' }).step();

    const lines = stdout.split(/\r?\n/);
    expect(lines.slice(0, 2)).toEqual([
      `::add-mask::${SANDBOX_API_KEY}`,
      `::add-mask::${SANDBOX_USER_KEY}`,
    ]);
    const tokenMask = lines.findIndex(
      (line) => line === `::add-mask::${sandbox.issuedSecrets[0] ?? '?'}`,
    );
    const created = lines.findIndex((line) => line.startsWith('Created'));
    expect(tokenMask).toBeGreaterThan(1);
    expect(tokenMask).toBeLessThan(created);
    expect(masks).toEqual([SANDBOX_API_KEY, SANDBOX_USER_KEY, sandbox.issuedSecrets[0]]);
  }),
);

test(
  'the keys may come from the environment, and an empty input counts as not given',
  onStage(async ({ sandbox, job }) => {
    const run = job(
      { 'api-key': '', 'user-key': '', 'expires-in': '', 'token-name': '', revoke: '' },
      { env: { ETORO_API_KEY: SANDBOX_API_KEY, ETORO_USER_KEY: SANDBOX_USER_KEY } },
    );

    expect((await run.step()).exitCode).toBe(0);
    expect((await run.post()).exitCode).toBe(0);
    expect(sandbox.tokens()).toEqual([]);
    expect(sandbox.issuedSecrets).toHaveLength(1);
  }),
);

test(
  'six jobs started in the same second get six tokens under six names',
  onStage(async ({ sandbox, job }) => {
    const steps = await Promise.all(Array.from({ length: 6 }, () => job().step()));

    expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(new Set(sandbox.tokens().map(({ name }) => name)).size).toBe(6);
    expect(new Set(steps.map(({ outputs }) => outputs['token'])).size).toBe(6);
  }),
);

test(
  'with runner-ip auto the token works from the address that the services see',
  onStage(async ({ sandbox, job, asked }) => {
    const services = `${sandbox.url}/ip ${sandbox.url.replace('127.0.0.1', 'localhost')}/ip`;
    const step = await job({ 'runner-ip': 'auto', 'ip-services': services }).step();

    expect(step.outputs['runner-ip']).toBe('20.102.38.7');
    expect(step.log).toContain(
      'The public address of this runner is 20.102.38.7: 2 of 2 services agree.',
    );
    expect(asked()).toEqual(['getIp', 'getIp', 'createUserToken']);
    const { headers } = sandbox.requests[0] ?? {};
    expect(Object.keys(headers ?? {}).sort()).toEqual([
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  }),
);

test(
  'without agreement on the address there is no token, and the error shows who said what',
  onStage(async ({ sandbox, job, asked }) => {
    const services = `${sandbox.url}/ip ${sandbox.url.replace('127.0.0.1', 'localhost')}/ip`;
    sandbox.failNext('getIp', {
      before: { kind: 'answer', status: 200, body: '<html>Log in</html>' },
    });
    const step = await job({ 'runner-ip': 'auto', 'ip-services': services }).step();

    expect(step.exitCode).toBe(1);
    const error = step.commands.find(({ name }) => name === 'error')?.value ?? '';
    expect(error).toContain('<html>Log in</html>');
    expect(error).toContain(': 20.102.38.7');
    expect(error).toContain('Write the public addresses of the runner in the input runner-ip');
    expect(asked()).not.toContain('createUserToken');
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
    expect(warningsOf(real)).toEqual([
      expect.stringContaining('can trade with real money from anywhere'),
    ]);
  }),
);

test(
  'api-version v2 sends scope names to the v2 path and revokes through the v1 path',
  onStage(async ({ sandbox, job, asked }) => {
    const run = job({ 'api-version': 'v2', scopes: 'real:read etoro-public:demo:write' });
    const step = await run.step();
    await run.post();

    const names = ['etoro-public:trade.real:read', 'etoro-public:trade.demo:write'];
    expect(sandbox.requests[0]?.body).toMatchObject({ scopeNames: names });
    expect(step.outputs['scopes']).toBe(names.join(','));
    expect(asked()).toEqual(['createUserTokenV2', 'deleteUserToken']);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test(
  'an unknown scope id is passed on with a notice',
  onStage(async ({ sandbox, job }) => {
    const step = await job({ scopes: 'demo:read 211' }).step();

    expect(sandbox.requests[0]?.body).toMatchObject({ scopeIds: [201, 211] });
    expect(step.outputs['scopes']).toBe('etoro-public:demo:read,211');
    expect(step.commands).toContainEqual(
      expect.objectContaining({ name: 'notice', value: expect.stringContaining('211') }),
    );
  }),
);

test(
  'export-env sets the keys of later steps, the token in the place of the user key',
  onStage(async ({ sandbox, job }) => {
    const run = job({ 'export-env': 'true' });
    const step = await run.step();

    expect(step.env).toEqual({
      ETORO_API_KEY: SANDBOX_API_KEY,
      ETORO_USER_KEY: sandbox.issuedSecrets[0],
    });
    await run.post();
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test(
  'without export-env nothing is set in the environment',
  onStage(async ({ job }) => {
    expect((await job().step()).env).toEqual({});
  }),
);

test(
  'revoke: false keeps the token when the job ends',
  onStage(async ({ sandbox, job, asked }) => {
    const run = job({ revoke: 'false' });
    await run.step();
    const post = await run.post();

    expect(post.exitCode).toBe(0);
    expect(asked()).toEqual(['createUserToken']);
    expect(sandbox.tokens()).toHaveLength(1);
  }),
);

test(
  'the summary shows what was issued, and can be left out',
  onStage(async ({ sandbox, job }) => {
    const shown = await job().step();
    const left = await job({ summary: 'false' }).step();

    const [token] = sandbox.tokens();
    for (const text of [token?.name, token?.id, token?.expiresAt, '20.102.38.7']) {
      expect(shown.summaryRaw).toContain(text);
    }
    expect(left.summaryRaw).toBe('');
  }),
);

test(
  'an exact token-name is used as it is',
  onStage(async ({ sandbox, job }) => {
    const step = await job({ 'token-name': 'my trading token' }).step();

    expect(step.outputs['token-name']).toBe('my trading token');
    expect(sandbox.tokens()[0]?.name).toBe('my trading token');
    expect(step.outputs['token-id']).toMatch(uuid);
  }),
);

test(
  'a base path in api-url is kept',
  onStage(async ({ sandbox, job }) => {
    const step = await job({ 'api-url': `${sandbox.url}/gateway/`, timeout: '3s' }).step();

    expect(step.exitCode).toBe(1);
    expect(sandbox.requests[0]?.path).toMatch(/^\/gateway\/api\/v1\/agent-portfolios\//);
  }),
);
