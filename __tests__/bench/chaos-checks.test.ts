import { describe, expect, test } from '@jest/globals';
import { repositoryIdOf } from '../../src/names/family.ts';
import { violationsOf, type Outcome } from '../../bench/chaos-checks.ts';
import type { SandboxToken } from '../../sandbox/etoro.ts';
import type { StepResult } from '../../sandbox/runner.ts';

const EXPIRY = '2026-12-31T23:59:59Z';
/** Of the played repository. */
const UNIQUE = `${repositoryIdOf('https://github.com', '87654321')}0123456789001`;

const token = (name: string): SandboxToken => ({
  id: name,
  name: `${name}-${UNIQUE}`,
  portfolioId: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  scopes: [201],
  ips: [],
  expiresAt: EXPIRY,
  createdAt: '2026-12-31T22:59:59Z',
  secret: 'sk_live_0123456789abcdef',
});

const result = (given: Partial<StepResult> = {}): StepResult => ({
  ...{ exitCode: 0, signal: null, durationMs: 1, stdout: '', stderr: '', log: '', commands: [], masks: [] },
  ...{ outputs: {}, state: {}, env: {}, summary: '', summaryRaw: '' },
  ...{ outputFileRaw: '', stateFileRaw: '', envFileRaw: '' },
  ...given,
});

const command = (name: string, value: string) => ({ name, properties: {}, value });
const failure = { exitCode: 1, commands: [command('error', 'It failed.')] };
const made = token('gha-octo-org-trading-bot-1234567890-1');
const handedOut = result({
  outputs: { token: made.secret, 'token-id': made.id },
  masks: [made.secret],
});
const plan = {
  inputs: { 'api-version': 'v1', revoke: 'true' },
  ...({ debug: false, answers: 'today', clockErrorMs: 0, sweep: 'this', mustSucceed: false } as const),
};

/** What is wrong with a job: a step that got its token, and a post step that revoked it, but for what is given. */
const violations = (given: Partial<Outcome> = {}) =>
  violationsOf({
    ...{ plan, step: handedOut, ending: 'success', post: result(), revoke: undefined, foreign: [] },
    ...{ tokensAfterStep: [made], tokens: [], peak: 1, wider: new Set(), falselyGone: new Set() },
    ...{ askedExpiry: new Map(), wasFull: false, leftBefore: undefined },
    ...given,
  });

test('nothing is wrong with a step that gets a token and a post step that revokes it', () => {
  expect(violations()).toEqual([]);
});

const falselyGone = new Set([made.id]);
const warned = (text: string) => ({ post: result({ commands: [command('warning', text)] }) });
const warning = warned(`The user token "${made.name}" may be alive. It expires by itself at ${EXPIRY}.`);

test('a token may be left only after a 404 of somebody else, with a warning that names its expiry', () => {
  expect(violations({ tokens: [made], falselyGone, ...warning })).toEqual([]);
});

test.each<[string, Partial<Outcome>]>([
  ['nothing is told', {}],
  ['there was no such 404', warning],
  ['there is no warning', { falselyGone }],
  ['the warning names no expiry', { falselyGone, ...warned(`${made.name} is left.`) }],
  ['the warning names no token', { falselyGone, ...warned(`Until ${EXPIRY}.`) }],
])('a token must not be left when %s', (_, given) => {
  expect(violations({ tokens: [made], ...given })).toEqual([`the token ${made.name} is left`]);
});

const failed = { step: result(failure), ending: 'failed', tokensAfterStep: [] } as const;

test('a token that may do more than was asked for is handed out only when the answer does not tell', () => {
  const wider = new Set([made.name]);
  const handsOutMore = ['the step succeeded with a token that may do more than was asked for'];
  expect(violations({ wider })).toEqual(handsOutMore);
  const older = { ...plan, answers: 'v1.206.0' } as const;
  expect(violations({ wider, plan: older })).toEqual([]);
  expect(violations({ wider, plan: { ...older, inputs: { 'api-version': 'v2' } } })).toEqual(handsOutMore);
  expect(violations({ wider, ...failed })).toEqual([]);
});

test('four tokens at once are allowed, five are not', () => {
  expect(violations({ peak: 4 })).toEqual([]);
  expect(violations({ peak: 5 })).toEqual(['the job had 5 tokens at once']);
});

test('a step fails wrongly when creating works', () => {
  expect(violations({ plan: { ...plan, mustSucceed: true }, ...failed })).toEqual([
    'the step failed although creating works: only lists and revokes fail',
  ]);
});

describe('after the action revoke', () => {
  const another = token('gha-octo-org-1234567890-1');
  const later = token('gha-octo-org-trading-bot-1234567890-2');
  const kept = token('ghk-octo-org-trading-bot-1234567890-1');
  const otherRun = token('gha-octo-org-trading-bot-12345678901-1');
  const foreign = [another, later, kept, otherRun];
  const revoked = { post: undefined, revoke: result({ outputs: { revoked: made.id } }), foreign };
  const isLeft = ({ name }: SandboxToken) => `the token ${name} of another job of this run is left`;
  const isGone = ({ name }: SandboxToken) => `the foreign token ${name} is gone`;

  test.each([
    ['this', [another, later, kept]],
    ['completed', [another, later]],
    ['in_progress', [another]],
  ] as const)('what it is asked for is gone, and nothing else: %s', (sweep, asked) => {
    const given = { ...revoked, plan: { ...plan, sweep } };
    const stays = foreign.filter((one) => !asked.some(({ id }) => id === one.id));
    expect(violations({ ...given, tokens: stays })).toEqual([]);
    expect(violations({ ...given, tokens: [] })).toEqual(stays.map(isGone));
    expect(violations({ ...given, tokens: [...foreign, made] })).toEqual([
      `the token ${made.name} is left`,
      ...asked.map(isLeft),
    ]);
  });

  test('the token that `revoke: false` keeps is gone with its run, and stays with `run: finished`', () => {
    const own = { ...made, name: kept.name };
    const given = { ...revoked, foreign: [], tokensAfterStep: [own] };
    const keeping = { ...plan, inputs: { revoke: 'false' } };
    expect(violations({ ...given, plan: keeping })).toEqual([]);
    expect(violations({ ...given, plan: keeping, tokens: [own] })).toEqual([`the token ${own.name} is left`]);
    const finished = { ...keeping, sweep: 'completed' } as const;
    expect(violations({ ...given, plan: finished, tokens: [own] })).toEqual([]);
    expect(violations({ ...given, plan: finished })).toEqual(['the token was revoked although revoke is false']);
  });

  test('a token may be left only after a 404 of somebody else, and when the action fails with its id', () => {
    const left = { ...revoked, foreign: [], tokens: [made] };
    const revoke = result({ ...failure, outputs: { failed: made.id } });
    expect(violations({ ...left, revoke, falselyGone })).toEqual([]);
    expect(violations({ ...left, revoke })).toContain('the action revoke could not revoke a token that it can revoke');
    expect(violations({ ...left, falselyGone })).toEqual([`the token ${made.name} is left`]);
  });

  test('the action fails when a token failed, and only then', () => {
    expect(violations({ ...revoked, foreign: [], revoke: result(failure) })).toEqual([
      'the action revoke ended with 1, and 0 tokens failed',
      'the action revoke printed 1 errors',
    ]);
  });
});
