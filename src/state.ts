import * as core from '@actions/core';
import { isUuid, type Uuid } from './agent-portfolio-id.ts';
import { parseServiceUrl } from './service-url.ts';

/** A token that a create call made, or may have made. */
export interface PendingToken {
  readonly userTokenName: string;
  /** Whether the name was generated, so that nobody else's token can have it. */
  readonly generated: boolean;
  /** What was asked for: UTC, `2026-12-31T23:59:59Z`. */
  readonly expiresAt: string;
  /** The addresses that were asked for; none: any. */
  readonly ipsWhitelist: readonly string[];
  /** When the call was sent: milliseconds since 1970, by the runner's clock. */
  readonly sentAt: number;
  /** The token's id, when eToro's answer told it. */
  readonly userTokenId?: Uuid;
}

/** Where the tokens are. */
export interface Target {
  readonly apiUrl: URL;
  readonly agentPortfolioId: Uuid;
}

/**
 * The tokens that the post step has to get rid of. Each change is in the step's state file before the method returns,
 * so that it reaches the post step even when the step is killed at the next instruction.
 */
export interface Ledger {
  /** Before a create call is sent. */
  add(token: PendingToken): void;
  /** When more is known of a token. */
  replace(token: PendingToken, by: PendingToken): void;
  /** When it is certain that the token is not there. */
  remove(token: PendingToken): void;
  /** When the token is meant to stay. Names are unique: while it stays, no other call of this name has made, or can make, one. */
  keep(token: PendingToken): void;
}

/** What the step tells the post step. Ids and names only: the keys reach the post step as inputs. */
interface SavedState {
  readonly apiUrl: string;
  readonly agentPortfolioId: string;
  readonly tokens: readonly PendingToken[];
}

const STATE = 'tokens';

export function openLedger({ apiUrl, agentPortfolioId }: Target): Ledger {
  const tokens = new Set<PendingToken>();
  const save = () => {
    const state: SavedState = { apiUrl: apiUrl.href, agentPortfolioId, tokens: [...tokens] };
    // A later line of the state file takes the place of an earlier one of the same name.
    core.saveState(STATE, JSON.stringify(state));
  };
  return {
    add(token) {
      tokens.add(token);
      save();
    },
    replace(token, by) {
      tokens.delete(token);
      tokens.add(by);
      save();
    },
    remove(token) {
      tokens.delete(token);
      save();
    },
    keep({ userTokenName }) {
      for (const token of tokens) if (token.userTokenName === userTokenName) tokens.delete(token);
      save();
    },
  };
}

/** What the step left for the post step; nothing when it sent no create call. Throws when it cannot be read. */
export function readLedger(): (Target & { readonly tokens: readonly PendingToken[] }) | undefined {
  const text = core.getState(STATE);
  if (text === '') return undefined;
  const state: unknown = JSON.parse(text);
  if (!isSavedState(state) || !isUuid(state.agentPortfolioId)) {
    throw new Error('the state of the step cannot be read');
  }
  const apiUrl = parseServiceUrl(state.apiUrl, { query: false, example: '' });
  if ('problem' in apiUrl) throw new Error('the state of the step cannot be read');
  return {
    apiUrl: apiUrl.value,
    agentPortfolioId: state.agentPortfolioId,
    tokens: state.tokens,
  };
}

function isSavedState(value: unknown): value is SavedState {
  if (typeof value !== 'object' || value === null) return false;
  const { apiUrl, agentPortfolioId, tokens }: Partial<Record<keyof SavedState, unknown>> = value;
  return (
    typeof apiUrl === 'string' &&
    typeof agentPortfolioId === 'string' &&
    Array.isArray(tokens) &&
    tokens.every(isPendingToken)
  );
}

function isPendingToken(value: unknown): value is PendingToken {
  if (typeof value !== 'object' || value === null) return false;
  const token: Partial<Record<keyof PendingToken, unknown>> = value;
  return (
    typeof token.userTokenName === 'string' &&
    typeof token.generated === 'boolean' &&
    typeof token.expiresAt === 'string' &&
    Array.isArray(token.ipsWhitelist) &&
    token.ipsWhitelist.every((address) => typeof address === 'string') &&
    typeof token.sentAt === 'number' &&
    (token.userTokenId === undefined ||
      (typeof token.userTokenId === 'string' && isUuid(token.userTokenId)))
  );
}
