import { utcSeconds, type Time } from '../time/clock.ts';
import {
  createdUserToken,
  listedPortfolios,
  type CreatedUserToken,
  type Portfolio,
} from './answers.ts';
import { callEtoro, type CallLimits, type CallTools, type Schemas } from './call.ts';
import { RefusedCall, UnexpectedAnswer, type Call } from './errors.ts';
import type { Scopes } from './scopes.ts';
import type { Uuid } from './uuid.ts';

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
  createUserToken(order: UserTokenOrder, limits: CallLimits): Promise<CreatedUserToken>;
  /** @returns whether the token was there; a token that is gone already is a success, too */
  revokeUserToken(userTokenId: Uuid, limits: CallLimits): Promise<'revoked' | 'gone'>;
  /** The agent-portfolios of the user key, with their tokens. */
  listPortfolios(limits: CallLimits): Promise<readonly Portfolio[]>;
  /** Rejects with `PortfolioNotListed` when the list lacks the agent-portfolio. */
  listUserTokens(limits: CallLimits): Promise<Portfolio['userTokens']>;
}

/** A list without the agent-portfolio that is meant. It proves nothing about its tokens. */
export class PortfolioNotListed extends UnexpectedAnswer {
  readonly portfolios: readonly Portfolio[];

  constructor(portfolios: readonly Portfolio[], call: Call) {
    super('a list without this agent-portfolio', call);
    this.portfolios = portfolios;
  }
}

/** A list shows every token of every portfolio. */
const LONGEST_LIST = 4 * 1024 * 1024;

/** @param agentPortfolioId whose tokens are meant */
export function connectEtoro(agentPortfolioId: Uuid, tools: CallTools): Etoro {
  const tokensPath = (version: string) =>
    `/api/${version}/agent-portfolios/${agentPortfolioId}/user-tokens`;

  async function list(limits: CallLimits) {
    const { call, json } = await callEtoro(
      {
        operation: 'list',
        method: 'GET',
        path: '/api/v1/agent-portfolios',
        wantedStatus: 200,
        maxBytes: LONGEST_LIST,
      },
      limits,
      tools,
    );
    return { call, portfolios: listedPortfolios(json, call) };
  }

  return {
    async createUserToken(order, limits) {
      const path = tokensPath(order.scopes.apiVersion);
      const request = { operation: 'create', method: 'POST', path, wantedStatus: 201 } as const;
      const answer = await callEtoro({ ...request, body: createBody(order) }, limits, tools);
      return createdUserToken(answer.json, answer.call, order.userTokenName, tools);
    },

    async revokeUserToken(userTokenId, limits) {
      // v1's path serves the tokens of both versions.
      const path = `${tokensPath('v1')}/${userTokenId}`;
      const request = { operation: 'revoke', method: 'DELETE', path, wantedStatus: 204 } as const;
      try {
        await callEtoro(request, limits, tools);
        return 'revoked';
      } catch (error) {
        if (error instanceof RefusedCall && saysTokenIsGone(error)) return 'gone';
        throw error;
      }
    },

    listPortfolios: async (limits) => (await list(limits)).portfolios,

    async listUserTokens(limits) {
      const { call, portfolios } = await list(limits);
      const portfolio = portfolios.find(({ id }) => id === agentPortfolioId);
      if (!portfolio) throw new PortfolioNotListed(portfolios, call);
      return portfolio.userTokens;
    },
  };
}

function createBody({ userTokenName, scopes, ipsWhitelist, expiresAt }: UserTokenOrder) {
  return {
    userTokenName,
    ...(scopes.apiVersion === 'v1'
      ? { scopeIds: [...scopes.scopeIds] }
      : { scopeNames: [...scopes.scopeNames] }),
    ...(ipsWhitelist.length > 0 && { ipsWhitelist: [...ipsWhitelist] }),
    expiresAt: utcSeconds(expiresAt),
  } satisfies Schemas['CreateUserTokenRequest'] | Schemas['CreateUserTokenV2Request'];
}

/** Only eToro's own word counts: a gateway answers 404 as well, and so does eToro for a portfolio of somebody else. */
function saysTokenIsGone({ refusal }: RefusedCall): boolean {
  return refusal.status === 404 && /^user token not found\.?$/i.test(refusal.errorMessage ?? '');
}
