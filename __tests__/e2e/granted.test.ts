import { expect, test } from '@jest/globals';
import type { Grant } from '../../sandbox/etoro.ts';
import { errorOf, json, onStage, warningsOf } from './stage.ts';

// What eToro says that it granted is compared with what was asked for.

const later = (hours: number, { expiresAt = '' }: Grant) =>
  new Date(Date.parse(expiresAt) + hours * 3_600_000).toISOString().replace(/\.\d+/, '');

/** More than was asked for, and what the error says of it. */
const more: Record<string, [(asked: Grant) => Partial<Grant>, RegExp]> = {
  'a scope': [
    ({ scopes }) => ({ scopes: [...scopes, 'etoro-public:trade.real:write'] }),
    /the scope etoro-public:trade\.real:write/,
  ],
  'an unknown scope': [
    ({ scopes }) => ({ scopes: [...scopes, 'etoro-public:funds:withdraw'] }),
    /the scope etoro-public:funds:withdraw/,
  ],
  'an address': [({ ips }) => ({ ips: [...ips, '8.8.8.8'] }), /use from the address 8\.8\.8\.8/],
  'a range of addresses': [
    ({ ips }) => ({ ips: [...ips, '0.0.0.0/0'] }),
    /use from the address 0\.0\.0\.0\/0/,
  ],
  'any address': [() => ({ ips: [] }), /use from any address/],
  'a later expiry': [
    (asked) => ({ expiresAt: later(24, asked) }),
    /expiry at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ instead of \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/,
  ],
  'no expiry': [() => ({ expiresAt: undefined }), /no expiry/],
};

const kinds = Object.entries(more).flatMap(([kind, [change, says]]) =>
  (['v1', 'v2'] as const).map((version) => [kind, version, change, says] as const),
);

test.each(kinds)('%s more than asked for (%s) is revoked, and the step fails', (...given) =>
  onStage(async ({ sandbox, job, asked }) => {
    const [, version, change, says] = given;
    const create = version === 'v1' ? 'createUserToken' : 'createUserTokenV2';
    const grant = (order: Grant) => ({ ...order, ...change(order) });
    sandbox.failNext(create, { grant }, 2);
    for (const revoke of ['true', 'false']) {
      const run = job({ 'api-version': version, revoke });
      const step = await run.step();

      expect(errorOf(step)).toMatch(
        RegExp(
          `^There is no user token\\. eToro granted more than was asked for: ${says.source} \\(request id [0-9a-f-]{36}\\)\\. The token is not used\\. `,
        ),
      );
      expect(step.summaryRaw).toBe('');
      expect(sandbox.tokens()).toEqual([]);
      expect((await run.post()).log).toBe('There is nothing to revoke.\n');
    }
    expect(asked()).toEqual([create, 'deleteUserToken', create, 'deleteUserToken']);
  })(),
);

test(
  'a token that may do too much and cannot be revoked at once is revoked by the post step, also with revoke: false',
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('createUserToken', { grant: (asked) => ({ ...asked, ips: [] }) });
    sandbox.failNext('deleteUserToken', { before: json(503, {}) });
    const run = job({ revoke: 'false' });
    const step = await run.step();

    expect(errorOf(step)).toContain('eToro granted more than was asked for: use from any address');
    expect(step.log).toContain('HTTP 503. The post step tries again to revoke what was made.');
    expect(sandbox.tokens()).toHaveLength(1);

    expect(warningsOf(await run.post())).toEqual([]);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test.each(['v1', 'v2'] as const)(
  'less than asked for is a warning, and the outputs and the summary tell what was granted (%s)',
  (version) =>
    onStage(async ({ sandbox, job }) => {
      const create = version === 'v1' ? 'createUserToken' : 'createUserTokenV2';
      const names = {
        v1: ['etoro-public:demo:read', 'etoro-public:demo:write'],
        v2: ['etoro-public:trade.demo:read', 'etoro-public:trade.demo:write'],
      }[version];
      let wanted: Grant | undefined;
      sandbox.failNext(create, {
        grant: (asked) => {
          wanted = asked;
          return {
            ...asked,
            scopes: asked.scopes.slice(0, 1),
            ips: asked.ips.slice(0, 1),
            expiresAt: later(-0.5, asked),
          };
        },
      });
      const run = job({ 'api-version': version, 'runner-ip': '20.102.38.7, 20.102.38.8' });
      const step = await run.step();

      const [token] = sandbox.tokens();
      expect(step.exitCode).toBe(0);
      expect(warningsOf(step)).toEqual([
        `eToro granted less than was asked for: without the scope ${names[1] ?? '?'}; without the address 20.102.38.8; expiry at ${token?.expiresAt ?? '?'} instead of ${wanted?.expiresAt ?? '?'}.`,
      ]);
      expect(step.outputs).toMatchObject({
        token: token?.secret,
        scopes: names[0],
        'runner-ip': '20.102.38.7',
        'expires-at': token?.expiresAt,
      });
      expect(step.summaryRaw).toContain(`| Scopes | ${names[0] ?? '?'} |`);
      expect(step.summaryRaw).toContain('| Usable from | 20.102.38.7 |');
      expect(step.summaryRaw).toContain(
        `| Expires | ${token?.expiresAt ?? '?'}, or when this job ends |`,
      );

      await run.post();
      expect(sandbox.tokens()).toEqual([]);
    })(),
);

test(
  'a token that was to work from anywhere and is limited to some addresses is a warning',
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('createUserToken', { grant: (asked) => ({ ...asked, ips: ['8.8.8.8'] }) });
    const step = await job({ 'runner-ip': 'none' }).step();

    expect(warningsOf(step)).toContain(
      'eToro granted less than was asked for: for use from 8.8.8.8 only.',
    );
    expect(step.outputs['runner-ip']).toBe('8.8.8.8');
  }),
);

test(
  'a token that was to work from anywhere and is limited to what is no address runs no workflow command',
  onStage(async ({ sandbox, job }) => {
    const ips = ['10.0.0.0/8', '\n::stop-commands::x'];
    sandbox.failNext('createUserToken', { grant: (asked) => ({ ...asked, ips }) });
    const step = await job({ 'runner-ip': 'none' }).step();

    expect(warningsOf(step)).toContain(
      'eToro granted less than was asked for: for use from 10.0.0.0/8, ::stop-commands::x only.',
    );
    expect(step.commands.map(({ name }) => name)).not.toContain('stop-commands');
    expect(step.outputs['runner-ip']).toBe('');
  }),
);

test(
  'the answer of v1.206.0 says nothing of what was granted, and that counts as what was asked for',
  onStage(
    async ({ sandbox, job, asked }) => {
      const run = job({ scopes: 'demo:read 211' });
      const step = await run.step();

      expect(step.exitCode).toBe(0);
      expect(warningsOf(step)).toEqual([]);
      expect(step.outputs).toMatchObject({
        scopes: 'etoro-public:demo:read,211',
        'runner-ip': '20.102.38.7',
        'expires-at': sandbox.tokens()[0]?.expiresAt,
      });
      await run.post();
      expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
      expect(sandbox.tokens()).toEqual([]);
    },
    { answers: 'v1.206.0' },
  ),
);
