import { describe, expect, test } from '@jest/globals';
import { repositoryIdOf } from '../../src/names/family.ts';
import { violationsOf, type Outcome } from '../../bench/chaos-checks.ts';
import type { SandboxToken } from '../../sandbox/etoro.ts';
import type { StepResult } from '../../sandbox/runner.ts';

const EXPIRY = '2026-12-31T23:59:59Z';
/** Of the played repository. */
const UNIQUE = `${repositoryIdOf('https://github.com', '87654321')}0123456789001`;

const token = (given: Partial<SandboxToken> = {}): SandboxToken => ({
  id: 'f9e8d7c6-b5a4-3210-fedc-ba9876543210',
  name: `gha-octo-org-trading-bot-1234567890-1-${UNIQUE}`,
  portfolioId: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  scopes: [201],
  ips: [],
  expiresAt: EXPIRY,
  createdAt: '2026-12-31T22:59:59Z',
  secret: 'sk_live_0123456789abcdef',
  ...given,
});

const result = (given: Partial<StepResult> = {}): StepResult => ({
  exitCode: 0,
  signal: null,
  durationMs: 1,
  stdout: '',
  stderr: '',
  log: '',
  commands: [],
  masks: [],
  outputs: {},
  state: {},
  env: {},
  summary: '',
  summaryRaw: '',
  outputFileRaw: '',
  stateFileRaw: '',
  envFileRaw: '',
  ...given,
});

const command = (name: string, value: string) => ({ name, properties: {}, value });
const failure = { exitCode: 1, commands: [command('error', 'It failed.')] };
const made = token();
const handedOut = result({
  outputs: { token: made.secret, 'token-id': made.id },
  masks: [made.secret],
});

/** A step that got its token, and a post step that revoked it. */
const outcome = (given: Partial<Outcome> = {}): Outcome => ({
  plan: {
    inputs: { 'api-version': 'v1', revoke: 'true' },
    debug: false,
    answers: 'today',
    clockErrorMs: 0,
    mustSucceed: false,
  },
  step: handedOut,
  ending: 'success',
  post: result(),
  revoke: undefined,
  foreign: [],
  tokensAfterStep: [made],
  tokens: [],
  peak: 1,
  wider: new Set(),
  falselyGone: new Set(),
  askedExpiry: new Map(),
  wasFull: false,
  leftBefore: undefined,
  ...given,
});

const warningPost = (text: string) => result({ commands: [command('warning', text)] });

test('nothing is wrong with a step that gets a token and a post step that revokes it', () => {
  expect(violationsOf(outcome())).toEqual([]);
});

describe('a token that is left', () => {
  const left = { tokens: [made] };
  const falselyGone = new Set([made.id]);
  const warning = `The user token "${made.name}" may be alive. It expires by itself at ${EXPIRY}.`;

  test('is a violation', () => {
    expect(violationsOf(outcome(left))).toEqual([`the token ${made.name} is left`]);
  });

  test('is none after a 404 of somebody else, with a warning that names its expiry', () => {
    const post = warningPost(warning);
    expect(violationsOf(outcome({ ...left, falselyGone, post }))).toEqual([]);
  });

  test.each([
    ['there was no such 404', { post: warningPost(warning) }],
    ['there is no warning', { falselyGone }],
    ['the warning names no expiry', { falselyGone, post: warningPost(`${made.name} is left.`) }],
    ['the warning names no token', { falselyGone, post: warningPost(`Until ${EXPIRY}.`) }],
  ])('is one when %s', (_, given) => {
    expect(violationsOf(outcome({ ...left, ...given }))).toEqual([`the token ${made.name} is left`]);
  });
});

describe('a token that may do more than was asked for', () => {
  const wider = new Set([made.name]);

  test('must not be handed out', () => {
    expect(violationsOf(outcome({ wider }))).toEqual([
      'the step succeeded with a token that may do more than was asked for',
    ]);
  });

  test('may be handed out when the answer does not tell', () => {
    const plan = { ...outcome().plan, answers: 'v1.206.0' as const };
    expect(violationsOf(outcome({ wider, plan }))).toEqual([]);
    const v2 = { ...plan, inputs: { ...plan.inputs, 'api-version': 'v2' } };
    expect(violationsOf(outcome({ wider, plan: v2 }))).toHaveLength(1);
  });

  test('is no violation when the step fails with an error', () => {
    const given = { wider, step: result(failure), ending: 'failed' as const, tokensAfterStep: [] };
    expect(violationsOf(outcome(given))).toEqual([]);
  });
});

test('four tokens at once are allowed, five are not', () => {
  expect(violationsOf(outcome({ peak: 4 }))).toEqual([]);
  expect(violationsOf(outcome({ peak: 5 }))).toEqual(['the job had 5 tokens at once']);
});

test('a step fails wrongly when creating works', () => {
  const plan = { ...outcome().plan, mustSucceed: true };
  const given = { plan, step: result(failure), ending: 'failed' as const, tokensAfterStep: [] };
  expect(violationsOf(outcome(given))).toEqual([
    'the step failed although creating works: only lists and revokes fail',
  ]);
});

describe('after the action revoke', () => {
  const another = token({ id: 'another', name: `gha-octo-org-trading-bot-1234567890-2-${UNIQUE}` });
  const otherRun = token({ id: 'run', name: `gha-octo-org-trading-bot-12345678901-1-${UNIQUE}` });
  const exact = token({ id: 'exact', name: 'trading' });
  const revoked = {
    post: undefined,
    revoke: result({ outputs: { revoked: made.id } }),
    foreign: [another, otherRun],
    tokens: [otherRun],
  };

  test('every token of the run is gone, and no other', () => {
    expect(violationsOf(outcome(revoked))).toEqual([]);
    expect(violationsOf(outcome({ ...revoked, tokens: [] }))).toEqual([`the foreign token ${otherRun.name} is gone`]);
    expect(violationsOf(outcome({ ...revoked, tokens: [otherRun, another, made] }))).toEqual([
      `the token ${made.name} is left`,
      `the token ${another.name} of another job of this run is left`,
    ]);
  });

  test('a token of an exact name may be left', () => {
    expect(violationsOf(outcome({ ...revoked, tokens: [otherRun, exact] }))).toEqual([]);
  });

  test('also the token that `revoke: false` keeps is gone', () => {
    const plan = { ...outcome().plan, inputs: { revoke: 'false' } };
    expect(violationsOf(outcome({ ...revoked, plan }))).toEqual([]);
    expect(violationsOf(outcome({ ...revoked, plan, tokens: [otherRun, made] }))).toHaveLength(1);
  });

  test('a token may be left only after a 404 of somebody else, and when the action fails with its id', () => {
    const revoke = result({ ...failure, outputs: { failed: made.id } });
    const left = { ...revoked, tokens: [otherRun, made] };
    const falselyGone = new Set([made.id]);
    expect(violationsOf(outcome({ ...left, revoke, falselyGone }))).toEqual([]);
    expect(violationsOf(outcome({ ...left, revoke }))).toContain(
      'the action revoke could not revoke a token that it can revoke',
    );
    expect(violationsOf(outcome({ ...left, falselyGone }))).toEqual([`the token ${made.name} is left`]);
  });

  test('the action fails when a token failed, and only then', () => {
    expect(violationsOf(outcome({ ...revoked, revoke: result(failure) }))).toEqual([
      'the action revoke ended with 1, and 0 tokens failed',
      'the action revoke printed 1 errors',
    ]);
  });
});
