import { expect, test } from '@jest/globals';
import type { Grant } from '../../sandbox/etoro.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { errorOf, onStage, warningsOf } from './stage.ts';

// What eToro says that it granted is compared with what was asked for.

const later = (hours: number, { expiresAt = '' }: Grant) =>
  new Date(Date.parse(expiresAt) + hours * 3_600_000).toISOString().replace(/\.\d+/, '');

/** More than was asked for, and what the error says of it. */
const more: Record<string, [(asked: Grant) => Partial<Grant>, RegExp]> = {
  'an unknown scope': [({ scopes }) => ({ scopes: [...scopes, 'a:b'] }), /the scope a:b/],
  'a range of addresses': [({ ips }) => ({ ips: [...ips, '0.0.0.0/0'] }), /use from the address 0\.0\.0\.0\/0/],
  'a later expiry': [(asked) => ({ expiresAt: later(24, asked) }), /expiry at \S+Z instead of \S+Z/],
};

test.each(Object.entries(more))(
  '%s more than asked for is revoked, and the step fails, also with revoke: false',
  (_kind, [change, says]) =>
    onStage(async ({ sandbox, job, asked }) => {
      sandbox.failNext('createUserToken', { grant: (order) => ({ ...order, ...change(order) }) });
      const step = await job({ revoke: 'false' }).step();

      expect(errorOf(step)).toMatch(
        RegExp(
          `^There is no user token\\. eToro granted more than was asked for: ${says.source} \\(request id [0-9a-f-]{36}\\)\\. The token is not used\\. `,
        ),
      );
      expect(step.summaryRaw).toBe('');
      expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
      expect(sandbox.tokens()).toEqual([]);
    })(),
);

test(
  'less than asked for is a warning, and the outputs and the summary tell what was granted',
  onStage(async ({ sandbox, job, end }) => {
    sandbox.failNext('createUserTokenV2', {
      grant: (asked) => ({
        ...{ ...asked, scopes: asked.scopes.slice(0, 1), ips: asked.ips.slice(0, 1) },
        expiresAt: later(-0.5, asked),
      }),
    });
    const run = job({ 'api-version': 'v2', 'runner-ip': '20.102.38.7, 20.102.38.8' });
    const step = await run.step();

    const expiry = sandbox.tokens()[0]?.expiresAt ?? '?';
    const scopes = 'etoro-public:trade.demo:read';
    expect(step.exitCode).toBe(0);
    expect(warningsOf(step)).toEqual([
      expect.stringMatching(
        `^eToro does not confirm all that was asked for: without the scope etoro-public:trade.demo:write; without the address 20.102.38.8; expiry at ${expiry} instead of \\S+Z\\.$`,
      ),
    ]);
    expect(step.outputs).toMatchObject({
      scopes,
      'runner-ip': '20.102.38.7',
      'expires-at': expiry,
    });
    for (const row of [`Scopes | ${scopes}`, 'Usable from | 20.102.38.7', `Expires | ${expiry}, or`]) {
      expect(step.summaryRaw).toContain(`| ${row}`);
    }
    await end(run);
  }),
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
  [{ expiresAt: 4102444800 }, 'expiresAt', { 'expires-at': '' }],
  [{ expiresAt: 'never' }, 'expiresAt', { 'expires-at': '' }],
  [{ ipsWhitelist: '*' }, 'ipsWhitelist', { 'runner-ip': '' }],
  [{ ipsWhitelist: ['20.102.38.7', 0] }, 'ipsWhitelist', {}],
  [{ scopeIds: '201,203' }, 'scopes', { scopes: '' }],
  [{ scopeIds: [201, { id: 203 }] }, 'scopes', { scopes: 'etoro-public:demo:read' }],
];

test.each(unreadable)('%j is a warning, and is not told as granted', (members, unread, lost) =>
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('createUserToken', telling(sandbox, members));
    const step = await job().step();

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
  })(),
);

test(
  'the answer of v1.206.0 says nothing of what was granted, and that counts as what was asked for, also a scope that is not known',
  onStage(
    async ({ sandbox, job, asked, end }) => {
      const run = job({ scopes: 'demo:read 211' });
      const step = await run.step();

      expect(step.exitCode).toBe(0);
      expect(warningsOf(step)).toEqual([]);
      const notice = { name: 'notice', value: expect.stringContaining('does not know 211 in scopes') };
      expect(step.commands).toContainEqual(expect.objectContaining(notice));
      expect(sandbox.requests[0]?.body).toMatchObject({ scopeIds: [201, 211] });
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
