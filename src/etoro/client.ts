import { utcSeconds, type Time } from '../time/clock.ts';
import { createdUserToken, listedPortfolios, type CreatedUserToken, type Portfolio } from './answers.ts';
import { callEtoro, type CallLimits, type CallTools, type Schemas } from './call.ts';
import { EtoroError } from './errors.ts';
import { retirementOf } from './retirement.ts';
import type { Scopes } from './scopes.ts';
import type { Uuid } from './uuid.ts';
import { verdictOf } from './verdict.ts';

/** What a user token is asked to be. */
export interface UserTokenOrder {
  readonly userTokenName: string;
  readonly scopes: Scopes;
  /** The addresses that may use it; none: any. */
  readonly ipsWhitelist: readonly string[];
  readonly expiresAt: Time;
}

/** eToro's API, as far as user tokens of one agent-portfolio go. Every call rejects with an `EtoroError`. */
export interface Etoro {
  /** Where eToro knows no such agent-portfolio, the finding of the error names those that the user key has. */
  readonly createUserToken: (order: UserTokenOrder, limits: CallLimits) => Promise<CreatedUserToken>;
  /** @returns whether the token was there; a token that is gone already is a success, too */
  readonly revokeUserToken: (userTokenId: Uuid, limits: CallLimits) => Promise<'revoked' | 'gone'>;
  /** The finding of an error as above. */
  readonly listUserTokens: (limits: CallLimits) => Promise<Portfolio['userTokens']>;
}

/** A list shows every token of every portfolio. */
const LONGEST_LIST = 4 * 1024 * 1024;

/** The most agent-portfolios that an error names. */
const MOST_NAMED = 10;

/** @param agentPortfolioId whose tokens are meant */
export function connectEtoro(agentPortfolioId: Uuid, tools: CallTools): Etoro {
  const tokensPath = (version: string) => `/api/${version}/agent-portfolios/${agentPortfolioId}/user-tokens`;

  async function listUserTokens(limits: CallLimits) {
    const path = '/api/v1/agent-portfolios';
    const request = { operation: 'list', method: 'GET', path, wantedStatus: 200 } as const;
    const answer = await callEtoro({ ...request, maxBytes: LONGEST_LIST }, limits, tools);
    const portfolios = listedPortfolios(answer.json, answer.call);
    const portfolio = portfolios.find(({ id }) => id === agentPortfolioId);
    if (portfolio) return portfolio.userTokens;
    throw new EtoroError({ kind: 'unlisted' }, answer.call, naming(portfolios, tools));
  }

  return {
    listUserTokens,

    async createUserToken(order, limits) {
      const path = tokensPath(order.scopes.apiVersion);
      const request = { operation: 'create', method: 'POST', path, wantedStatus: 201 } as const;
      try {
        const answer = await callEtoro({ ...request, body: createBody(order) }, limits, tools);
        const created = createdUserToken(answer, tools.secrets);
        return { ...created, retirement: retirementOf(answer.headers) };
      } catch (error) {
        if (!isNotFound(error)) throw error;
        const listing: unknown = await listUserTokens(limits).catch((failure: unknown) => failure);
        throw isNotFound(listing) ? error.with(listing.finding) : error;
      }
    },

    async revokeUserToken(userTokenId, limits) {
      // v1's path serves the tokens of both versions.
      const path = `${tokensPath('v1')}/${userTokenId}`;
      const request = { operation: 'revoke', method: 'DELETE', path, wantedStatus: 204 } as const;
      try {
        await callEtoro(request, limits, tools);
        return 'revoked';
      } catch (error) {
        if (error instanceof EtoroError && verdictOf(error).cause === 'token-gone') return 'gone';
        throw error;
      }
    },
  };
}

function isNotFound(error: unknown): error is EtoroError {
  return error instanceof EtoroError && verdictOf(error).cause === 'portfolio-not-found';
}

/** Names the agent-portfolios that a user key has. */
function naming(portfolios: readonly Portfolio[], { secrets }: CallTools): string {
  if (portfolios.length === 0) {
    return 'This user key has no agent-portfolio. How to make one: https://api-portal.etoro.com/api-reference/agent-portfolios/create-agent-portfolio';
  }
  const lines = portfolios
    .slice(0, MOST_NAMED)
    .map(({ id, name }) => `\n- ${id} ${secrets.foreignText(name, 80)}`.trimEnd());
  const rest = portfolios.length - lines.length;
  return `The agent-portfolios of this user key are:${lines.join('')}${rest > 0 ? `\n- and ${rest} more` : ''}`;
}

function createBody({ userTokenName, scopes, ipsWhitelist, expiresAt }: UserTokenOrder) {
  return {
    userTokenName,
    ...(scopes.apiVersion === 'v1' ? { scopeIds: [...scopes.scopeIds] } : { scopeNames: [...scopes.scopeNames] }),
    ...(ipsWhitelist.length > 0 && { ipsWhitelist: [...ipsWhitelist] }),
    expiresAt: utcSeconds(expiresAt),
  } satisfies Schemas['CreateUserTokenRequest'] | Schemas['CreateUserTokenV2Request'];
}
