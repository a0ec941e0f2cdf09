import { createHmac, randomBytes } from 'node:crypto';
import * as core from '@actions/core';
import { isUuid, type Uuid } from '../etoro/uuid.ts';
import type { Secret } from '../secrets/secret.ts';
import { openLedger, type Ledger, type OpenToken } from '../token/ledger.ts';

/** What the step tells the post step: ids and names. The keys reach the post step as inputs, and are never saved. */
export interface SavedState {
  /** The base URL of the API. */
  readonly apiUrl: string;
  readonly agentPortfolioId: Uuid;
  /** By this the post step recognises the user key that made the tokens. */
  readonly userKeyDigest: string;
  readonly tokens: readonly OpenToken[];
}

const STATE = 'tokens';

/** A ledger whose every change is in the state file of the step at once. */
export function openSavedLedger(apiUrl: URL, agentPortfolioId: Uuid, userKey: Secret): Ledger {
  const userKeyDigest = digestOf(userKey, randomBytes(16).toString('hex'));
  return openLedger([], (tokens) => {
    const state: SavedState = { apiUrl: apiUrl.href, agentPortfolioId, userKeyDigest, tokens };
    // A later line of the state file replaces an earlier one of the same name.
    core.saveState(STATE, JSON.stringify(state));
  });
}

/** What the step left for the post step; nothing when it sent no create call. Throws when it cannot be read. */
export function readSavedState(): SavedState | undefined {
  const text = core.getState(STATE);
  if (text === '') return undefined;
  const state: unknown = JSON.parse(text);
  if (isSavedState(state)) return state;
  throw new Error('The state that the step saved cannot be read.');
}

/** Whether a user key is the one that made the tokens. */
export function isKeyOf({ userKeyDigest }: SavedState, userKey: Secret): boolean {
  const [salt = ''] = userKeyDigest.split(':');
  return digestOf(userKey, salt) === userKeyDigest;
}

/** Half of a salted digest: enough to recognise a key, and of no use for finding it. */
function digestOf(userKey: Secret, salt: string): string {
  const digest = createHmac('sha256', salt).update(userKey.reveal()).digest('hex');
  return `${salt}:${digest.slice(0, 32)}`;
}

function isSavedState(value: unknown): value is SavedState {
  if (typeof value !== 'object' || value === null) return false;
  const state: Partial<Record<keyof SavedState, unknown>> = value;
  return (
    typeof state.apiUrl === 'string' &&
    typeof state.agentPortfolioId === 'string' &&
    isUuid(state.agentPortfolioId) &&
    typeof state.userKeyDigest === 'string' &&
    Array.isArray(state.tokens) &&
    state.tokens.every(isOpenToken)
  );
}

function isOpenToken(value: unknown): value is OpenToken {
  if (typeof value !== 'object' || value === null) return false;
  const token: Partial<Record<keyof OpenToken, unknown>> = value;
  return (
    typeof token.userTokenName === 'string' &&
    typeof token.isGenerated === 'boolean' &&
    isTime(token.expiresAt) &&
    Array.isArray(token.ipsWhitelist) &&
    token.ipsWhitelist.every((address) => typeof address === 'string') &&
    isTime(token.sentAt) &&
    (token.userTokenId === undefined ||
      (typeof token.userTokenId === 'string' && isUuid(token.userTokenId)))
  );
}

/** Whether a date can be made of a value: `toISOString` throws beyond its range. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
}
