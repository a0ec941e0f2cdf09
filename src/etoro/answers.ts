import { Secret, SHORTEST_SECRET } from '../secrets/secret.ts';
import { parseUtc, type Time } from '../time/clock.ts';
import { asObject, type CallTools, type Unchecked } from './call.ts';
import { EtoroError, type Call } from './errors.ts';
import { toUuid, type Uuid } from './uuid.ts';

/** A user token as eToro made it. */
export interface CreatedUserToken {
  readonly userTokenId: Uuid;
  readonly userToken: Secret;
  readonly granted: Grant;
  readonly call: Call;
}

/** What a token may do, as far as eToro says it. A member that is missing is not told. */
export interface Grant {
  /** Ids and names, as told. */
  readonly scopes?: readonly (number | string)[] | undefined;
  /** The addresses that may use it, text from somebody else; none: any. */
  readonly ipsWhitelist?: readonly string[] | undefined;
  /** `never` for a token that does not expire. */
  readonly expiresAt?: Time | 'never' | undefined;
}

/** A user token as the list shows it, without its secret. */
export interface ListedUserToken extends Grant {
  readonly userTokenId: Uuid;
  /** Text from somebody else. */
  readonly userTokenName: string;
  readonly createdAt?: Time | undefined;
}

export interface Portfolio {
  readonly id: Uuid;
  /** Text from somebody else. */
  readonly name: string;
  readonly userTokens: readonly ListedUserToken[];
}

/**
 * Reads the 201 of a create call. The token is masked before anything else is done with it.
 *
 * @throws EtoroError when it holds no id or no token
 */
export function createdUserToken(
  json: unknown,
  call: Call,
  userTokenName: string,
  { keys, secrets }: Pick<CallTools, 'keys' | 'secrets'>,
): CreatedUserToken {
  const answer: Unchecked<'CreateUserTokenResponse'> = asObject(json);
  const { userToken } = answer;
  const userTokenId = toUuid(answer.userTokenId);
  // A key may be a UUID too. An id is saved and shown, so it must not give one away.
  const isEcho = userTokenId !== undefined && secrets.redact(userTokenId) !== userTokenId;
  const secret = typeof userToken === 'string' && userToken !== '' && new Secret(userToken);
  if (secret) secrets.add(secret);
  if (userTokenId === undefined || isEcho) {
    throw unexpected('HTTP 201 without a userTokenId', call);
  }
  // What is in a value that is shown, or known before, is no secret. A header cannot carry what is not printable.
  const { requestId } = call;
  const known = [
    keys.apiKey.reveal(),
    keys.userKey.reveal(),
    userTokenId,
    userTokenName,
    requestId,
  ];
  if (
    !secret ||
    secret.reveal().length < SHORTEST_SECRET ||
    !/^[\x21-\x7e]{1,8192}$/.test(secret.reveal()) ||
    known.some((value) => value.toLowerCase().includes(secret.reveal().toLowerCase()))
  ) {
    throw unexpected('HTTP 201 without a userToken', call);
  }
  return { userTokenId, userToken: secret, granted: grantOf(json), call };
}

function unexpected(what: string, call: Call): EtoroError {
  return new EtoroError({ kind: 'unexpected', what }, call);
}

/** Reads the list of agent-portfolios. What has no id is left out. */
export function listedPortfolios(json: unknown, call: Call): Portfolio[] {
  const { agentPortfolios }: Unchecked<'AgentPortfolioList'> = asObject(json);
  if (!Array.isArray(agentPortfolios)) {
    throw unexpected('HTTP 200 without agentPortfolios', call);
  }
  return agentPortfolios.flatMap((portfolio: unknown) => {
    const { agentPortfolioId, agentPortfolioName, userTokens }: Unchecked<'AgentPortfolio'> =
      asObject(portfolio);
    const id = toUuid(agentPortfolioId);
    if (id === undefined) return [];
    const tokens: unknown[] = Array.isArray(userTokens) ? userTokens : [];
    const name = typeof agentPortfolioName === 'string' ? agentPortfolioName : '';
    return [{ id, name, userTokens: tokens.flatMap((token) => listedUserToken(token) ?? []) }];
  });
}

function listedUserToken(json: unknown): ListedUserToken | undefined {
  const { userTokenId: id, userTokenName, createdAt }: Unchecked<'UserToken'> = asObject(json);
  const userTokenId = toUuid(id);
  if (userTokenId === undefined || typeof userTokenName !== 'string') return undefined;
  return { userTokenId, userTokenName, createdAt: timeOf(createdAt), ...grantOf(json) };
}

/** Reads what a token may do. Since v1.279.0 null means without a limit; what is absent or unreadable is not told. */
function grantOf(json: unknown): Grant {
  const token: Unchecked<'UserToken'> = asObject(json);
  const scopes = [token.scopeIds, token.scopeNames].flatMap((list) =>
    Array.isArray(list) ? list.filter((scope) => isScope(scope)) : [],
  );
  const { ipsWhitelist, expiresAt } = token;
  return {
    scopes: scopes.length > 0 ? scopes : undefined,
    ipsWhitelist: ipsWhitelist === null ? [] : addressesOf(ipsWhitelist),
    expiresAt: expiresAt === null ? 'never' : timeOf(expiresAt),
  };
}

/** As told: what is no IPv4 address may be a range, and so more than was asked for. */
function addressesOf(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every(isText) ? value : undefined;
}

function timeOf(value: unknown): Time | undefined {
  return isText(value) ? parseUtc(value) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isScope(value: unknown): value is number | string {
  return typeof value === 'number' || isText(value);
}
