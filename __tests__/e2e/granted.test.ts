import { expect, test } from '@jest/globals';
import type { Grant } from '../../sandbox/etoro.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { errorOf, json, onStage, warningsOf } from './stage.ts';

// What eToro says that it granted is compared with what was asked for.

const later = (hours: number, { expiresAt = '' }: Grant) =>
  new Date(Date.parse(expiresAt) + hours * 3_600_000).toISOString().replace(/\.\d+/, '');

/** More than was asked for, and what the error says of it. */
const more: Record<string, [(asked: Grant) => Partial<Grant>, RegExp]> = {
  'an unknown scope': [
    ({ scopes }) => ({ scopes: [...scopes, 'etoro-public:funds:withdraw'] }),
    /the scope etoro-public:funds:withdraw/,
  ],
  'a range of addresses': [
    ({ ips }) => ({ ips: [...ips, '0.0.0.0/0'] }),
    /use from the address 0\.0\.0\.0\/0/,
  ],
  'any address': [() => ({ ips: [] }), /use from any address/],
  'a later expiry': [
    (asked) => ({ expiresAt: later(24, asked) }),
    /expiry at \S+Z instead of \S+Z/,
  ],
  'no expiry': [() => ({ expiresAt: undefined }), /no expiry/],
};

test.each(Object.entries(more))(
  '%s more than asked for is revoked, and the step fails, also with revoke: false',
  (_kind, [change, says]) =>
    onStage(async ({ sandbox, job, asked, end }) => {
      for (const [version, create] of [
        ['v1', 'createUserToken'],
        ['v2', 'createUserTokenV2'],
      ] as const) {
        sandbox.failNext(create, { grant: (order) => ({ ...order, ...change(order) }) });
        const run = job({ 'api-version': version, revoke: String(version === 'v1') });
        const step = await run.step();

        expect(errorOf(step)).toMatch(
          RegExp(
            `^There is no user token\\. eToro granted more than was asked for: ${says.source} \\(request id [0-9a-f-]{36}\\)\\. The token is not used\\. `,
          ),
        );
        expect(step.summaryRaw).toBe('');
        expect(asked().slice(-2)).toEqual([create, 'deleteUserToken']);
        await end(run);
      }
    })(),
);

test.each(['v1', 'v2'] as const)(
  'less than asked for is a warning, and the outputs and the summary tell what was granted (%s)',
  (version) =>
    onStage(async ({ sandbox, job, end }) => {
      const create = version === 'v1' ? 'createUserToken' : 'createUserTokenV2';
      const [read, write] = ['read', 'write'].map(
        (what) => `etoro-public:${version === 'v1' ? '' : 'trade.'}demo:${what}`,
      );
      sandbox.failNext(create, {
        grant: (asked) => ({
          ...asked,
          ...{ scopes: asked.scopes.slice(0, 1), ips: asked.ips.slice(0, 1) },
          expiresAt: later(-0.5, asked),
        }),
      });
      const run = job({ 'api-version': version, 'runner-ip': '20.102.38.7, 20.102.38.8' });
      const step = await run.step();

      const expiry = sandbox.tokens()[0]?.expiresAt ?? '?';
      expect(step.exitCode).toBe(0);
      expect(warningsOf(step)).toEqual([
        `eToro granted less than was asked for: without the scope ${write}; without the address 20.102.38.8; expiry at ${expiry} instead of ${later(0.5, { ...{ name: '', scopes: [], ips: [] }, expiresAt: expiry })}.`,
      ]);
      expect(step.outputs).toMatchObject({
        ...{ scopes: read, 'runner-ip': '20.102.38.7', 'expires-at': expiry },
      });
      for (const row of [
        `Scopes | ${read}`,
        'Usable from | 20.102.38.7',
        `Expires | ${expiry}, or`,
      ]) {
        expect(step.summaryRaw).toContain(`| ${row}`);
      }
      await end(run);
    })(),
);

/** The sandbox's own answer to a create call, with members of another form. */
const telling = (sandbox: Sandbox, members: object) => ({
  after: {
    kind: 'answer' as const,
    status: 201,
    body: () => {
      const { id: userTokenId, secret: userToken } = sandbox.tokens()[0] ?? {};
      return JSON.stringify({ userTokenId, userToken, ...members });
    },
  },
});

/** Members that cannot be read as a whole, and what is not told as granted. */
const unreadable: [object, unread: string, lost: object][] = [
  ...[4102444800, 'never', '2026-12-31', '0001-01-01T00:00:00', ['2026-12-31T23:59:59Z'], {}].map(
    (expiresAt): [object, string, object] => [{ expiresAt }, 'expiresAt', { 'expires-at': '' }],
  ),
  ...['*', 0, {}, [0]].map((ipsWhitelist): [object, string, object] => [
    { ipsWhitelist },
    'ipsWhitelist',
    { 'runner-ip': '' },
  ]),
  [{ ipsWhitelist: ['20.102.38.7', 0] }, 'ipsWhitelist', {}],
  [{ scopeIds: '201,203' }, 'scopes', { scopes: '' }],
  [{ scopeIds: [201, { id: 203 }] }, 'scopes', { scopes: 'etoro-public:demo:read' }],
  [{ scopeNames: { 0: 'etoro-public:demo:read' } }, 'scopes', { scopes: '' }],
];

test.each(unreadable)('%j is a warning, and is not told as granted', (members, unread, lost) =>
  onStage(async ({ sandbox, job, end }) => {
    sandbox.failNext('createUserToken', telling(sandbox, members));
    const run = job();
    const step = await run.step();

    expect(step.exitCode).toBe(0);
    expect(warningsOf(step)).toEqual([
      expect.stringMatching(RegExp(`: (.*; )?${unread} in a form that cannot be read\\.$`)),
    ]);
    expect(step.outputs).toMatchObject({
      scopes: 'etoro-public:demo:read,etoro-public:demo:write',
      'runner-ip': '20.102.38.7',
      'expires-at': expect.stringMatching(/^$|Z$/),
      ...lost,
    });
    for (const value of Object.values(lost)) {
      if (value === '') expect(step.summaryRaw).toContain('| not known');
    }
    await end(run);
  })(),
);

test(
  'what can be read is judged beside what cannot',
  onStage(async ({ sandbox, job, end }) => {
    const ipsWhitelist = ['20.102.38.7', '0.0.0.0/0', 0];
    sandbox.failNext('createUserToken', telling(sandbox, { ipsWhitelist }));
    const run = job();
    expect(errorOf(await run.step())).toContain('use from the address 0.0.0.0/0');
    await end(run);
  }),
);

test(
  'a token that was to work from anywhere and is limited to what is no address runs no workflow command',
  onStage(async ({ sandbox, job }) => {
    const ips = ['8.8.8.8', '10.0.0.0/8', '\n::stop-commands::x'];
    sandbox.failNext('createUserToken', { grant: (asked) => ({ ...asked, ips }) });
    const step = await job({ 'runner-ip': 'none' }).step();

    expect(warningsOf(step)).toContain(
      'eToro granted less than was asked for: for use from 8.8.8.8, 10.0.0.0/8, ::stop-commands::x only.',
    );
    expect(step.commands.map(({ name }) => name)).not.toContain('stop-commands');
    expect(step.outputs['runner-ip']).toBe('8.8.8.8');
  }),
);

test(
  'a token that may do too much and cannot be revoked at once is revoked by the post step',
  onStage(async ({ sandbox, job, end }) => {
    sandbox.failNext('createUserToken', { grant: (asked) => ({ ...asked, ips: [] }) });
    sandbox.failNext('deleteUserToken', { before: json(403, { errorCode: 'No' }) });
    const run = job({ revoke: 'false' });
    expect(errorOf(await run.step())).toContain('use from any address');
    expect(sandbox.tokens()).toHaveLength(1);
    await end(run);
  }),
);

test(
  'the answer of v1.206.0 says nothing of what was granted, and that counts as what was asked for',
  onStage(
    async ({ sandbox, job, asked, end }) => {
      const run = job({ scopes: 'demo:read 211' });
      const step = await run.step();

      expect(step.exitCode).toBe(0);
      expect(warningsOf(step)).toEqual([]);
      expect(step.outputs).toMatchObject({
        scopes: 'etoro-public:demo:read,211',
        'runner-ip': '20.102.38.7',
        'expires-at': sandbox.tokens()[0]?.expiresAt,
      });
      await end(run);
      expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
    },
    { answers: 'v1.206.0' },
  ),
);
