import type { IncomingHttpHeaders } from 'node:http';
import { parseHttpDate } from '../http/retry-after.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import { Secret, SHORTEST_SECRET } from '../secrets/secret.ts';
import { asObject } from '../text/unknown-value.ts';
import { parseUtc, SECOND, type Time } from '../time/clock.ts';
import type { CallAnswer, Unchecked } from './call.ts';
import { EtoroError, type Call } from './errors.ts';
import { toUuid, type Uuid } from './uuid.ts';

export interface CreatedUserToken {
  readonly userTokenId: Uuid;
  readonly userToken: Secret;
  readonly granted: Grant;
  readonly call: Call;
  /** Set when the answer announces the end of the call. */
  readonly retirement?: Retirement | undefined;
}

/** What an answer says about the end of its call: as of when it is deprecated, and when it may stop to work. */
export type Retirement = Readonly<Record<'deprecated' | 'sunset', Time | undefined>>;

/** What a token may do, as far as eToro says it. */
export interface Grant {
  readonly scopes?: readonly (number | string)[] | undefined;
  /** The addresses that may use it, text from elsewhere; none: any. */
  readonly ipsWhitelist?: readonly string[] | undefined;
  readonly expiresAt?: Time | 'never' | undefined;
  /** The members of which not all can be read. */
  readonly unread?: readonly ('scopes' | 'ipsWhitelist' | 'expiresAt')[];
}

/** A user token as the list shows it, without its secret. */
export interface ListedUserToken {
  readonly userTokenId: Uuid;
  /** Text from elsewhere. */
  readonly userTokenName: string;
  /** Missing when the token never expires, or when the expiry cannot be read. */
  readonly expiresAt?: Time | undefined;
}

export interface Portfolio {
  readonly id: Uuid;
  /** Text from elsewhere. */
  readonly name: string;
  readonly userTokens: readonly ListedUserToken[];
}

/** Reads the 201 of a create call, and masks the token first. Throws an `EtoroError` when it has no id or no token. */
export function createdUserToken({ json, call, headers, isSent }: CallAnswer, secrets: KnownSecrets): CreatedUserToken {
  const answer: Unchecked<'CreateUserTokenResponse'> = asObject(json);
  const userTokenId = toUuid(answer.userTokenId);
  const value = isText(answer.userToken) ? answer.userToken : '';
  // Only a value that nobody knows and that no message shows is a secret. A UUID may be one.
  const isNoSecret =
    value.length < SHORTEST_SECRET ||
    isSent(value) ||
    (userTokenId ?? '').includes(value.toLowerCase()) ||
    // What is longer is no word that is shown.
    (value.length <= 64 && !toUuid(value) && secrets.foreignText(value) === value);
  const redacted = secrets.redact(value);
  const holdsKey = redacted !== value && redacted !== '***';
  const userToken = new Secret(value);
  if (!isNoSecret) secrets.add(userToken);
  // A key may be a UUID too, and an id is saved and shown.
  if (userTokenId === undefined || secrets.redact(userTokenId) !== userTokenId) {
    throw unexpected('HTTP 201 without a userTokenId', call);
  }
  // A header carries printable characters only.
  if (isNoSecret || holdsKey || !/^[\x21-\x7e]{1,8192}$/.test(value)) {
    throw unexpected('HTTP 201 without a userToken', call);
  }
  return { userTokenId, userToken, granted: grantOf(json), call, retirement: retirementOf(headers) };
}

function unexpected(what: string, call: Call): EtoroError {
  return new EtoroError({ kind: 'unexpected', what }, call);
}

/** Reads the list of agent-portfolios. A portfolio or a token without an id is left out. */
export function listedPortfolios(json: unknown, call: Call): Portfolio[] {
  const { agentPortfolios }: Unchecked<'AgentPortfolioList'> = asObject(json);
  if (!Array.isArray(agentPortfolios)) {
    throw unexpected('HTTP 200 without agentPortfolios', call);
  }
  return agentPortfolios.flatMap((portfolio: unknown) => {
    const { agentPortfolioId, agentPortfolioName, userTokens }: Unchecked<'AgentPortfolio'> = asObject(portfolio);
    const id = toUuid(agentPortfolioId);
    if (id === undefined) return [];
    const tokens: unknown[] = Array.isArray(userTokens) ? userTokens : [];
    const name = isText(agentPortfolioName) ? agentPortfolioName : '';
    return [{ id, name, userTokens: tokens.flatMap((token) => listedUserToken(token) ?? []) }];
  });
}

function listedUserToken(json: unknown): ListedUserToken | undefined {
  const { userTokenId: id, userTokenName, expiresAt }: Unchecked<'UserToken'> = asObject(json);
  const userTokenId = toUuid(id);
  if (userTokenId === undefined || !isText(userTokenName)) return undefined;
  return { userTokenId, userTokenName, expiresAt: timeOf(expiresAt) };
}

/** Since v1.279.0, null means no limit; for scopes, it means that the other list tells them. */
function grantOf(json: unknown): Grant {
  const { scopeIds, scopeNames, ipsWhitelist, expiresAt: expiry }: Unchecked<'UserToken'> = asObject(json);
  const unread = new Set<'scopes' | 'ipsWhitelist' | 'expiresAt'>();
  /** The members that can be read. If none can, the list is not told; it is not an empty one. */
  function read<T>(part: 'scopes' | 'ipsWhitelist', list: unknown, isMember: (member: unknown) => member is T) {
    if (list === undefined) return undefined;
    const members = Array.isArray(list) ? list.filter(isMember) : [];
    const isWhole = Array.isArray(list) && members.length === list.length;
    if (!isWhole) unread.add(part);
    return isWhole || members.length > 0 ? members : undefined;
  }
  const ids = read('scopes', scopeIds ?? undefined, isScope);
  const names = read('scopes', scopeNames ?? undefined, isScope);
  const scopes = ids && names ? [...ids, ...names] : (ids ?? names);
  const addresses = read('ipsWhitelist', ipsWhitelist === null ? [] : ipsWhitelist, isText);
  const expiresAt = expiry === null ? 'never' : timeOf(expiry);
  if (expiry !== undefined && expiresAt === undefined) unread.add('expiresAt');
  return { scopes, ipsWhitelist: addresses, expiresAt, unread: [...unread] };
}

/**
 * Reads `Deprecation`, a date such as `@1688169599` (RFC 9745), and `Sunset`, an HTTP date (RFC 8594). A moment that
 * cannot be read is left out.
 */
export function retirementOf({ deprecation, sunset }: IncomingHttpHeaders): Retirement | undefined {
  if (deprecation === undefined && sunset === undefined) return undefined;
  const [, seconds] = /^@(-?\d{1,11})(?:;.*)?$/.exec(String(deprecation)) ?? [];
  const deprecated = seconds === undefined ? undefined : Number(seconds) * SECOND;
  return { deprecated, sunset: parseHttpDate(String(sunset)) };
}

function timeOf(value: unknown): Time | undefined {
  return isText(value) ? parseUtc(value) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isScope(value: unknown): value is number | string {
  return Number.isSafeInteger(value) || isText(value);
}
