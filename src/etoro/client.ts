import { SECOND, utcSeconds, type Time } from '../time/clock.ts';
import { createdUserToken, listedPortfolios, type CreatedUserToken, type Portfolio } from './answers.ts';
import { callEtoro, type CallLimits, type CallTools, type Schemas } from './call.ts';
import { EtoroError, verdictOf } from './errors.ts';
import type { Scopes } from './scopes.ts';
import type { Uuid } from './uuid.ts';

export interface UserTokenOrder {
  readonly userTokenName: string;
  readonly scopes: Scopes;
  /** The addresses that may use it; none: any. */
  readonly ipsWhitelist: readonly string[];
  readonly expiresAt: Time;
}

export type Etoro = ReturnType<typeof connectEtoro>;

/** The most bytes of a list. It has every token of every portfolio. */
const LONGEST_LIST = 4 * 1024 * 1024;

/** The most agent-portfolios that an error names. */
const MOST_NAMED = 10;

/**
 * eToro's API, as far as user tokens of one agent-portfolio go. Every call rejects with an `EtoroError`. Where eToro does
 * not know the agent-portfolio, the finding of the error names those that the user key has.
 */
export function connectEtoro(agentPortfolioId: Uuid, tools: CallTools) {
  const tokensPath = (version: string) => `/api/${version}/agent-portfolios/${agentPortfolioId}/user-tokens`;

  async function listUserTokens(limits: CallLimits): Promise<Portfolio['userTokens']> {
    const request = { operation: 'list', path: '/api/v1/agent-portfolios', maxBytes: LONGEST_LIST } as const;
    const { json, call } = await callEtoro(request, limits, tools);
    const portfolios = listedPortfolios(json, call);
    const portfolio = portfolios.find(({ id }) => id === agentPortfolioId);
    if (portfolio) return portfolio.userTokens;
    throw new EtoroError({ kind: 'unlisted' }, call, naming(portfolios, tools));
  }

  return {
    listUserTokens,

    async createUserToken(order: UserTokenOrder, limits: CallLimits): Promise<CreatedUserToken> {
      const path = tokensPath(order.scopes.apiVersion);
      try {
        const answer = await callEtoro({ operation: 'create', path, body: createBody(order) }, limits, tools);
        return createdUserToken(answer, tools.secrets);
      } catch (error) {
        if (!isNotFound(error)) throw error;
        const inTime = { ...limits, timeout: Math.min(limits.timeout, 3 * SECOND) };
        const listing: unknown = await listUserTokens(inTime).catch((failure: unknown) => failure);
        throw isNotFound(listing) ? error.with(listing.finding) : error;
      }
    },

    /** A token that is gone already is a success, too. */
    async revokeUserToken(userTokenId: Uuid, limits: CallLimits): Promise<'revoked' | 'gone'> {
      // v1's path serves the tokens of both versions.
      const path = `${tokensPath('v1')}/${userTokenId}`;
      try {
        await callEtoro({ operation: 'revoke', path }, limits, tools);
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

function naming(portfolios: readonly Portfolio[], { secrets }: CallTools): string {
  if (portfolios.length === 0) {
    return 'This user key has no agent-portfolio. How to make one: https://api-portal.etoro.com/api-reference/agent-portfolios/create-agent-portfolio';
  }
  const named = portfolios.slice(0, MOST_NAMED);
  const lines = named.map(({ id, name }) => `\n- ${id} ${secrets.foreignText(name, 200)}`.trimEnd());
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
