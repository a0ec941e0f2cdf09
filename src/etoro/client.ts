import type { Uuid } from '../agent-portfolio-id.ts';
import { isUuid } from '../agent-portfolio-id.ts';
import { retryAfter, serverTime } from '../http/retry.ts';
import { TransportError, type HttpAnswer, type HttpRequest, type Send } from '../http/send.ts';
import type { IPv4 } from '../runner-ip.ts';
import { foreignText, Secret } from '../secret.ts';
import { LostCall, RefusedCall, UnexpectedAnswer, type Call } from './errors.ts';
import type { components } from './openapi.d.ts';
import type { ApiVersion, GrantedScopes } from './versions.ts';

type Schemas = components['schemas'];

/** An answer by the API's description, in which every member may be missing or anything else. */
type Unchecked<Name extends keyof Schemas> = { readonly [Member in keyof Schemas[Name]]?: unknown };

/** The keys that every call carries. */
export interface EtoroKeys {
  readonly apiKey: Secret;
  readonly userKey: Secret;
}

/** What a user token shall be. */
export interface UserTokenOrder {
  readonly version: ApiVersion;
  readonly userTokenName: string;
  readonly scopes: GrantedScopes;
  /** The addresses that may use it; none: any. */
  readonly ipsWhitelist: readonly IPv4[];
  /** UTC, `2026-12-31T23:59:59Z`. */
  readonly expiresAt: string;
}

/** A user token as eToro made it. */
export interface MadeUserToken {
  readonly userTokenId: Uuid;
  readonly userToken: Secret;
  readonly call: Call;
}

/** A user token as the list shows it, without its secret. */
export interface ListedUserToken {
  readonly userTokenId: Uuid;
  readonly userTokenName: string;
  /** Milliseconds since 1970; nothing for a token that never expires, or when eToro does not say. */
  readonly expiresAt: number | undefined;
  /** Milliseconds since 1970; nothing when eToro does not say. */
  readonly createdAt: number | undefined;
  /** The addresses that may use it; none: any. Nothing when eToro does not say. */
  readonly ipsWhitelist: readonly string[] | undefined;
}

export interface UserTokenList {
  readonly userTokens: readonly ListedUserToken[];
  readonly serverTime: number | undefined;
}

/** How long one call may take, in milliseconds, and what stops it earlier. */
export interface CallLimits {
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** eToro's API, as far as user tokens of one agent-portfolio go. Every call rejects with an `EtoroError`. */
export interface Etoro {
  createUserToken(order: UserTokenOrder, limits: CallLimits): Promise<MadeUserToken>;
  /** @returns whether the token was there; one that is gone already is as good as revoked. */
  revokeUserToken(userTokenId: Uuid, limits: CallLimits): Promise<'revoked' | 'gone'>;
  listUserTokens(limits: CallLimits): Promise<UserTokenList>;
}

export interface EtoroOptions {
  readonly apiUrl: URL;
  readonly agentPortfolioId: Uuid;
  readonly keys: EtoroKeys;
  readonly send: Send;
  /** A fresh UUID for each call. */
  readonly randomUuid: () => string;
  /** The runner's clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Called with a new token before anything else is done with it. */
  readonly onSecret: (secret: Secret) => void;
}

/** A list shows every token of every portfolio; the other answers are small. */
const LONGEST_LIST = 8 * 1024 * 1024;
const LONGEST_ANSWER = 64 * 1024;

export function connectEtoro(options: EtoroOptions): Etoro {
  const { apiUrl, agentPortfolioId, keys, send, randomUuid, now, onSecret } = options;
  const secrets = [keys.apiKey, keys.userKey];
  const tokensPath = `/api/v1/agent-portfolios/${agentPortfolioId}/user-tokens`;

  /** Sends one call and gives its answer when it has the status hoped for. */
  async function exchange(
    purpose: Call['purpose'],
    hopedFor: number,
    request: Pick<HttpRequest, 'method'> & { path: string; body?: object; maxBytes?: number },
    { timeout, signal }: CallLimits,
  ): Promise<{ call: Call; json: unknown }> {
    const requestId = randomUuid();
    const url = new URL(apiUrl);
    url.pathname = url.pathname.replace(/\/+$/, '') + request.path;
    let answer: HttpAnswer;
    try {
      answer = await send(
        {
          method: request.method,
          url,
          headers: {
            accept: 'application/json',
            'x-request-id': requestId,
            'x-api-key': keys.apiKey.reveal(),
            'x-user-key': keys.userKey.reveal(),
            ...(request.body && { 'content-type': 'application/json' }),
          },
          ...(request.body && { body: JSON.stringify(request.body) }),
          timeout,
          maxBytes: request.maxBytes ?? LONGEST_ANSWER,
        },
        signal,
      );
    } catch (error) {
      throw error instanceof TransportError ? new LostCall(error, { purpose, requestId }) : error;
    }
    const { status } = answer;
    const call = { purpose, requestId, serverTime: serverTime(answer) };
    if (status === hopedFor) return { call, json: parseJson(answer.body) };
    if (status >= 200 && status < 300) {
      throw new UnexpectedAnswer(`HTTP ${status} instead of ${hopedFor}`, call);
    }
    const { errorCode, errorMessage }: Unchecked<'ErrorResponse'> = asObject(
      parseJson(answer.body),
    );
    throw new RefusedCall(
      {
        status,
        errorCode: typeof errorCode === 'string' ? foreignText(errorCode, secrets, 64) : undefined,
        errorMessage:
          typeof errorMessage === 'string' ? foreignText(errorMessage, secrets) : undefined,
        retryAfter: retryAfter(answer, now()),
      },
      call,
    );
  }

  return {
    async createUserToken({ version, userTokenName, scopes, ipsWhitelist, expiresAt }, limits) {
      const body = {
        userTokenName,
        ...scopes.field,
        ...(ipsWhitelist.length > 0 && { ipsWhitelist: [...ipsWhitelist] }),
        expiresAt,
      } satisfies Schemas['CreateUserTokenRequest'] | Schemas['CreateUserTokenV2Request'];
      const path = version.createPath(agentPortfolioId);
      const { call, json } = await exchange('create', 201, { method: 'POST', path, body }, limits);
      const { userToken, userTokenId }: Unchecked<'CreateUserTokenResponse'> = asObject(json);
      const secret = typeof userToken === 'string' && userToken !== '' && new Secret(userToken);
      if (secret) onSecret(secret);
      const id = typeof userTokenId === 'string' ? userTokenId.toLowerCase() : '';
      if (!isUuid(id)) throw new UnexpectedAnswer('HTTP 201 without a userTokenId', call);
      // What a header cannot carry is no token, nor is what was known before.
      const known = [...secrets.map((key) => key.reveal()), userTokenId];
      if (
        !secret ||
        !/^[\x21-\x7e]{1,8192}$/.test(secret.reveal()) ||
        known.includes(secret.reveal())
      ) {
        throw new UnexpectedAnswer('HTTP 201 without a userToken', call);
      }
      return { userTokenId: id, userToken: secret, call };
    },

    async revokeUserToken(userTokenId, limits) {
      try {
        await exchange(
          'revoke',
          204,
          { method: 'DELETE', path: `${tokensPath}/${userTokenId}` },
          limits,
        );
        return 'revoked';
      } catch (error) {
        if (error instanceof RefusedCall && error.refusal.status === 404) return 'gone';
        throw error;
      }
    },

    async listUserTokens(limits) {
      const { call, json } = await exchange(
        'list',
        200,
        { method: 'GET', path: '/api/v1/agent-portfolios', maxBytes: LONGEST_LIST },
        limits,
      );
      const { agentPortfolios }: Unchecked<'AgentPortfolioList'> = asObject(json);
      if (!Array.isArray(agentPortfolios)) {
        throw new UnexpectedAnswer('HTTP 200 without agentPortfolios', call);
      }
      const userTokens = agentPortfolios
        .map((portfolio: unknown): Unchecked<'AgentPortfolio'> => asObject(portfolio))
        .filter((portfolio) => isSameId(portfolio.agentPortfolioId, agentPortfolioId))
        .flatMap((portfolio): unknown[] =>
          Array.isArray(portfolio.userTokens) ? portfolio.userTokens : [],
        )
        .flatMap((userToken) => listedUserToken(userToken) ?? []);
      return { userTokens, serverTime: call.serverTime };
    },
  };
}

function listedUserToken(json: unknown): ListedUserToken | undefined {
  const token: Unchecked<'UserToken'> = asObject(json);
  const { userTokenName, ipsWhitelist } = token;
  const userTokenId = typeof token.userTokenId === 'string' ? token.userTokenId.toLowerCase() : '';
  if (!isUuid(userTokenId) || typeof userTokenName !== 'string') return undefined;
  return {
    userTokenId,
    userTokenName,
    expiresAt: time(token.expiresAt),
    createdAt: time(token.createdAt),
    ipsWhitelist: Array.isArray(ipsWhitelist) ? ipsWhitelist.map(String) : undefined,
  };
}

function isSameId(value: unknown, id: Uuid): boolean {
  return typeof value === 'string' && value.toLowerCase() === id;
}

/** The API's times are in UTC, also where they do not say so. */
function time(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const time = Date.parse(/Z$|[+-]\d\d:?\d\d$/i.test(value) ? value : `${value}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** The JSON in a text, or nothing when it is none: what it lacks is told by whoever looks for it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asObject(json: unknown): object {
  return typeof json === 'object' && json !== null ? json : {};
}
