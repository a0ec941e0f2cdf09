import { expect, test } from '@jest/globals';
import { EtoroError, type Call } from '../../src/etoro/errors.ts';
import { OutOfTime } from '../../src/etoro/retries.ts';
import type { Place } from '../../src/messages/advice.ts';
import { errorMessage, leftTokensMessage, notRevokedMessage } from '../../src/messages/error-message.ts';
import { isFamily } from '../../src/names/family.ts';
import { startBudget } from '../../src/time/clock.ts';
import type { SelectedToken } from '../../src/token/select.ts';
import { broken, fakeClock, lost, MINUTE, refused, SECOND, uuid } from '../fakes.ts';

// All that a user reads about a failed call, whole.

const id = `request id ${uuid(5)}`;
const noAnswer = `No answer from public-api.etoro.com: the connection broke off (ECONNRESET) (${id}).`;

function about(operation: string): Call {
  if (operation === 'create' || operation === 'revoke' || operation === 'list')
    return { operation, requestId: uuid(5) };
  throw new Error(`${operation} is no operation`);
}

function placeOf(place: string): Place {
  if (place === 'step' || place === 'post step' || place === 'action revoke') return place;
  throw new Error(`${place} is no place`);
}

const support = 'Ask the support of eToro about the request id.';
const front =
  "This answer is not eToro's: a firewall, a proxy or a gateway gave it. Check the input api-url, and what is between this runner and eToro.";
const ended = 'eToro may have ended v1 of this call: if api-version is v1, try v2.';
const promise = 'This is not what the API of eToro promises. Check the input api-url, and any proxy on the way.';
const gateway = 'A gateway in front of eToro, or a proxy on the way, has a problem. Try again later.';
const key =
  'A key is wrong, expired, or not allowed from this runner. Check the secrets behind api-key and user-key, and whether the user key is limited to some addresses.';
const cutOff =
  'A key is cut off. Keys end in "_", which a double click does not select: copy the key into the secret again, up to its last character.';
const otherKey =
  'This may be a key for Demo. The permissions of a key are chosen when it is made: make another one in eToro, in Settings > Trading > Create New Key, with environment Real, Write access, and Agent portfolio where that is offered.';
const mayNotGrant =
  'The user key may not grant one of the scopes. This may be a key for Demo, which grants demo scopes, and a key for Real grants real scopes. Use another user key, or ask for fewer in the input scopes.';
const limited = 'eToro limits how many calls a user key makes in a minute';
const foreignLimit = 'Something in front of eToro limits the calls';
const fewer = ', and each job makes at least two. Start fewer jobs at once (strategy.max-parallel)';
const portfolio = 'This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.';
const redirect =
  'A redirect is not followed, because it could take the keys to another place. Check the input api-url.';
const outage = 'eToro has a problem. Try again later, or ask its support about the request id.';
const cloudflare =
  'Cloudflare, in front of eToro, blocks this client or the address of this runner. That says nothing about the keys. Try another runner, or ask the support of eToro.';

/** Where it is told, what eToro answered (a call, a status, a code or none, a message), and the text. */
const refusals = `
step | create 400 ScopeIdsRequired | eToro answered HTTP 400 ScopeIdsRequired (${id}). Name at least one scope in the input scopes.
step | create 400 ScopeIdInvalid No such scope | eToro answered HTTP 400 ScopeIdInvalid: No such scope (${id}). eToro does not know one of the scopes: check the input scopes for ids.
step | create 400 ScopeIdsDuplicateItems | eToro answered HTTP 400 ScopeIdsDuplicateItems (${id}). Name each scope once in the input scopes.
step | create 400 IpsWhitelistInvalidIp | eToro answered HTTP 400 IpsWhitelistInvalidIp (${id}). eToro accepts public IPv4 addresses only: check the input runner-ip.
step | create 400 ValidationFailed | eToro answered HTTP 400 ValidationFailed (${id}). Check the inputs expires-in and scopes, and that the clock of this runner is right.
step | create 400 SomethingNew | eToro answered HTTP 400 SomethingNew (${id}). Check the inputs of this step.
step | create 401 Unauthorized Unauthorized | eToro answered HTTP 401 Unauthorized (${id}). ${key}
step | create 401 Unauthorized malformed x-user-key container | eToro answered HTTP 401 Unauthorized: malformed x-user-key container (${id}). ${cutOff}
step | create 401 - Malformed x-user-key container | The answer was HTTP 401 Malformed x-user-key container (${id}). ${cutOff}
step | create 403 Forbidden | eToro answered HTTP 403 Forbidden (${id}). The user key belongs to an agent-portfolio. Use the user key of the account that owns the agent-portfolio.
step | create 403 InsufficientPermissions | eToro answered HTTP 403 InsufficientPermissions (${id}). The user key lacks a permission. To create a token it needs agent-portfolio:write or real:write (with api-version v2, real:write may not be enough). ${otherKey}
step | create 403 ScopeNameNotAllowed | eToro answered HTTP 403 ScopeNameNotAllowed (${id}). ${mayNotGrant}
step | create 403 ScopeIdNotAllowed | eToro answered HTTP 403 ScopeIdNotAllowed (${id}). ${mayNotGrant}
step | create 403 KycRequired | eToro answered HTTP 403 KycRequired (${id}). The user key may not do this. Check its permissions in eToro.
step | create 403 toString | eToro answered HTTP 403 toString (${id}). The user key may not do this. Check its permissions in eToro.
step | create 404 NotFound | eToro answered HTTP 404 NotFound (${id}). ${portfolio}
step | create 409 UserKeyNameAlreadyExists | eToro answered HTTP 409 UserKeyNameAlreadyExists (${id}). No other call has this name, so something on the way has sent the call twice. Check any proxy on the way.
step | create 410 Gone | eToro answered HTTP 410 Gone (${id}). ${ended}
step | create 422 Unprocessable | eToro answered HTTP 422 Unprocessable (${id}). ${support}
step | create 429 MaxUserTokensExceeded | eToro answered HTTP 429 MaxUserTokensExceeded (${id}). Revoke tokens on the portfolio that nobody needs any more: the action revoke does that.
step | create 429 TooManyRequests | eToro answered HTTP 429 TooManyRequests (${id}). ${limited}${fewer}, or raise the input timeout.
step | create 500 UnhandledException | eToro answered HTTP 500 UnhandledException (${id}). ${outage}
action revoke | revoke 400 ValidationFailed | eToro answered HTTP 400 ValidationFailed (revoking a token, ${id}). Check the inputs portfolio-id and token-ids.
post step | revoke 400 ValidationFailed | eToro answered HTTP 400 ValidationFailed (revoking a token, ${id}). ${support}
step | list 400 ScopeIdInvalid | eToro answered HTTP 400 ScopeIdInvalid (listing the tokens, ${id}). ${support}
action revoke | list 401 Unauthorized | eToro answered HTTP 401 Unauthorized (listing the tokens, ${id}). ${key}
post step | revoke 401 Unauthorized | eToro answered HTTP 401 Unauthorized (revoking a token, ${id}). Since the token was made, a key was revoked or has expired, or the runner has another address.
action revoke | revoke 403 InsufficientPermissions | eToro answered HTTP 403 InsufficientPermissions (revoking a token, ${id}). The user key lacks a permission. ${otherKey}
action revoke | list 403 InsufficientPermissions | eToro answered HTTP 403 InsufficientPermissions (listing the tokens, ${id}). The user key lacks a permission. To list tokens it needs any permission for real or agent-portfolio. ${otherKey}
action revoke | revoke 404 NotFound | eToro answered HTTP 404 NotFound (revoking a token, ${id}). ${portfolio}
post step | revoke 404 NotFound | eToro answered HTTP 404 NotFound (revoking a token, ${id}). This user key had the agent-portfolio when the token was made, and does not have it now.
action revoke | revoke 410 Gone | eToro answered HTTP 410 Gone (revoking a token, ${id}). ${support}
action revoke | revoke 429 TooManyRequests | eToro answered HTTP 429 TooManyRequests (revoking a token, ${id}). ${limited}. Raise the input timeout, or run this again later.
post step | revoke 429 TooManyRequests | eToro answered HTTP 429 TooManyRequests (revoking a token, ${id}). ${limited}${fewer}.
step | create 302 - | The answer was HTTP 302 (${id}). ${redirect}
step | create 400 - | The answer was HTTP 400 (${id}). ${front}
step | create 401 - | The answer was HTTP 401 (${id}). ${front}
step | create 403 - | The answer was HTTP 403 (${id}). ${front}
step | create 403 - error code: 1010 | The answer was HTTP 403 error code: 1010 (${id}). ${cloudflare}
post step | revoke 429 - error code: 1015 | The answer was HTTP 429 error code: 1015 (revoking a token, ${id}). ${foreignLimit}${fewer}.
step | create 404 - | The answer was HTTP 404 (${id}). ${front} Or ${ended}
step | create 410 - | The answer was HTTP 410 (${id}). ${front} Or ${ended}
action revoke | revoke 404 - | The answer was HTTP 404 (revoking a token, ${id}). ${front}
step | create 407 - | The answer was HTTP 407 (${id}). The proxy wants other credentials. Check https_proxy in the environment.
step | create 418 - | The answer was HTTP 418 (${id}). ${front}
step | create 429 - | The answer was HTTP 429 (${id}). ${foreignLimit}${fewer}, or raise the input timeout.
post step | revoke 429 - | The answer was HTTP 429 (revoking a token, ${id}). ${foreignLimit}${fewer}.
step | create 408 - | The answer was HTTP 408 (${id}). ${gateway}
step | create 530 - error code: 1033 | The answer was HTTP 530 error code: 1033 (${id}). ${gateway}
step | create 401 - The token is malformed | The answer was HTTP 401 The token is malformed (${id}). ${front}
step | create 502 - | The answer was HTTP 502 (${id}). ${gateway}
`;

test.each(refusals.trim().split('\n'))('%s', (row) => {
  const [place = '', answer = '', message] = row.split(' | ');
  const [operation = '', status, errorCode, ...words] = answer.split(' ');
  const error = refused(
    Number(status),
    errorCode === '-' ? undefined : errorCode,
    { errorMessage: words.join(' ') || undefined },
    about(operation),
  );
  expect(errorMessage(error, placeOf(place))).toBe(message);
});

test.each<[string, Error, string]>([
  [
    'what was found out',
    refused(404, 'NotFound', {}, about('create')).with('It has: …'),
    `eToro answered HTTP 404 NotFound (${id}). ${portfolio} It has: …`,
  ],
  ['a broken promise', broken(about('create')), `eToro answered HTTP 201 without a userToken (${id}). ${promise}`],
  [
    'a list without it',
    new EtoroError({ kind: 'unlisted' }, about('list')),
    `eToro answered a list without this agent-portfolio (listing the tokens, ${id}). ${portfolio}`,
  ],
  [
    'a lost answer',
    lost(true, true, about('create')),
    `${noAnswer} Check the input api-url, the network of this runner and its proxy (https_proxy), or try again later.`,
  ],
  ['an answer that cannot be read', lost(true, false, about('create')), `${noAnswer} ${promise}`],
  [
    'no connection',
    lost(false, false, about('create')),
    `${noAnswer} Check the input api-url. Behind a proxy or a private CA, check https_proxy and NODE_EXTRA_CA_CERTS.`,
  ],
  ['no time', outOfTime(undefined, 0), 'There was no further try because the time of 5m is used up.'],
  [
    'no time after an error',
    outOfTime(broken(about('create')), 0),
    `eToro answered HTTP 201 without a userToken (${id}). ${promise} There was no further try because the time of 5m is used up.`,
  ],
  [
    'no time to wait',
    outOfTime(broken(about('create')), 90 * SECOND),
    `eToro answered HTTP 201 without a userToken (${id}). ${promise} There was no further try: the answer asks to wait 1m30s, and 45s of 5m are left.`,
  ],
  ['anything else', new Error('out of disk'), 'out of disk'],
])('%s', (_what, error, message) => {
  expect(errorMessage(error, 'step')).toBe(message);
});

function outOfTime(cause: EtoroError | undefined, asked: number): OutOfTime {
  const clock = fakeClock();
  const budget = startBudget(5 * MINUTE, clock);
  clock.advance(4 * MINUTE + 15 * SECOND);
  return new OutOfTime(cause, asked, budget);
}

test('what is no error at all is told as unknown', () => {
  expect(errorMessage('thrown', 'step')).toBe('An unknown error.');
});

const family = 'gha-bot-7-1-abcdef0123456789';
const expiresAt = Date.UTC(2026, 11, 31, 23, 59, 59);
const failure = refused(502, undefined, {}, about('revoke'));
const reason = `The answer was HTTP 502 (revoking a token, ${id}). ${gateway}`;
const tokens = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ userTokenId: uuid(n), userTokenName: `bot${n}`, expiresAt }));

test.each([
  [
    'one',
    tokens(1),
    {},
    `The user token "bot0" is not revoked: ${reason} It expires by itself at 2026-12-31T23:59:59Z.`,
  ],
  [
    'two',
    tokens(2),
    {},
    `2 user tokens are not revoked, "bot0", "bot1": ${reason} The last of them expires by itself at 2026-12-31T23:59:59Z.`,
  ],
  [
    'many',
    tokens(12),
    {},
    `12 user tokens are not revoked, ${tokens(10)
      .map(({ userTokenName }) => `"${userTokenName}"`)
      .join(', ')} and 2 more: ${reason} The last of them expires by itself at 2026-12-31T23:59:59Z.`,
  ],
  [
    'perhaps one',
    [],
    { expiresAt },
    `There may be a user token "${family}…" that nobody holds: ${reason} If there is one, it expires by itself at 2026-12-31T23:59:59Z.`,
  ],
  [
    'perhaps one, of a step that was killed',
    [],
    {},
    `There may be a user token "${family}…" that nobody holds: ${reason} If there is one, it expires by itself 5m after it was made.`,
  ],
])('the post step warns of %s', (_what, left, made, message) => {
  if (!isFamily(family)) throw new Error('not a family');
  const step = { family, expiresIn: 5 * MINUTE, made };
  expect(leftTokensMessage(failure, left, step)).toBe(message);
});

test.each([
  ['nothing', [], ''],
  ['one', [failure], `1 of 1 user token could not be revoked.\n${reason}\n- ${uuid(0)} bot0`],
  ['one of two', ['revoked', failure], `1 of 2 user tokens could not be revoked.\n${reason}\n- ${uuid(1)} bot1`],
  [
    'many',
    Array<Error>(12).fill(failure),
    `12 of 12 user tokens could not be revoked.\n${reason}${tokens(10)
      .map((token) => `\n- ${token.userTokenId} ${token.userTokenName}`)
      .join('')}\n- and 2 more: the log above names them`,
  ],
  [
    'two reasons',
    [failure, new Error('broken')],
    `2 of 2 user tokens could not be revoked.\n${reason}\n- ${uuid(0)} bot0\nbroken\n- ${uuid(1)} bot1`,
  ],
])('the action revoke fails because of %s', (_what, ends, message) => {
  const all = tokens(ends.length).map((token, n): [SelectedToken, unknown] => [{ ...token, isListed: true }, ends[n]]);
  expect(notRevokedMessage(new Map(all))).toBe(message);
  const noWord = 'GitHub does not say.';
  const both = message === '' ? [] : [message];
  expect(notRevokedMessage(new Map(all), noWord)).toBe([noWord, ...both].join('\n'));
});
