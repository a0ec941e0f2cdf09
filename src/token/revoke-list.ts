import type { EtoroError } from '../etoro/errors.ts';
import type { Retries } from '../etoro/retries.ts';
import type { Work } from './revoke.ts';
import { revokeOne, type RevokeTools } from './revoke-one.ts';
import type { SelectedToken } from './select.ts';

/**
 * The work of revoking tokens whose ids are known. Each is tried once in a round, until its end is known.
 *
 * @param onEnd told when a token is revoked, or gone already
 */
export function revokeList(
  selected: readonly SelectedToken[],
  tools: Omit<RevokeTools, 'retries'>,
  onEnd: (token: SelectedToken, end: 'revoked' | 'gone') => void,
): Work<SelectedToken> {
  const left = new Set(selected);
  return {
    left: () => [...left],
    async tryOnce(retries: Retries) {
      const failures = new Map<SelectedToken, EtoroError>();
      for (const token of left) {
        const end = await revokeOne(token, token.userTokenId, failures, { ...tools, retries });
        if (end === undefined) continue;
        onEnd(token, end);
        left.delete(token);
      }
      return failures;
    },
    giveUp(token) {
      left.delete(token);
    },
  };
}
