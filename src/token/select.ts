import type { ListedUserToken } from '../etoro/answers.ts';
import type { EtoroClock } from '../etoro/clock.ts';
import type { Uuid } from '../etoro/uuid.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import { expiredGenerated } from './make-room.ts';
import { isNameOfRun, type WorkflowRun } from './name.ts';

/** Which tokens of a portfolio are meant. */
export interface Selection {
  readonly tokenIds: readonly Uuid[];
  readonly run: WorkflowRun | null;
  readonly expired: boolean;
}

export interface SelectedToken {
  readonly userTokenId: Uuid;
  /** Fit for the log. Empty for a token that is not listed. */
  readonly userTokenName: string;
  /** Whether it is on the portfolio, as far as the list tells. */
  readonly isListed: boolean;
}

/** The tokens that are meant, each once. One that is named by its id need not be listed. */
export function selectTokens(
  listed: readonly ListedUserToken[],
  { tokenIds, run, expired }: Selection,
  { etoroClock, secrets }: { readonly etoroClock: EtoroClock; readonly secrets: KnownSecrets },
): SelectedToken[] {
  const pruned = new Set(expired ? expiredGenerated(listed, etoroClock) : []);
  const matching = listed.filter(
    (token) =>
      tokenIds.includes(token.userTokenId) ||
      (run !== null && isNameOfRun(token.userTokenName, run)) ||
      pruned.has(token),
  );
  const selected = new Map<Uuid, SelectedToken>();
  for (const userTokenId of tokenIds) {
    selected.set(userTokenId, { userTokenId, userTokenName: '', isListed: false });
  }
  for (const { userTokenId, userTokenName } of matching) {
    const name = secrets.foreignText(userTokenName, 80);
    selected.set(userTokenId, { userTokenId, userTokenName: name, isListed: true });
  }
  return [...selected.values()];
}
