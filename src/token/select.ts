import type { ListedUserToken } from '../etoro/answers.ts';
import type { Uuid } from '../etoro/uuid.ts';
import { parseName, type WorkflowRun } from '../names/family.ts';
import type { TokenToRevoke } from './work.ts';

/** Which tokens of a portfolio are meant. */
export interface Selection {
  readonly tokenIds: readonly Uuid[];
  /** Every attempt of a run. */
  readonly run: Pick<WorkflowRun, 'repository' | 'runId'> | null;
  readonly expired: boolean;
}

export interface SelectedToken extends TokenToRevoke {
  /** Whether it is on the portfolio, as far as the list tells. */
  readonly isListed: boolean;
}

/**
 * The tokens that are meant, each once. One that is named by its id need not be listed.
 *
 * @param shown a name as the log may show it
 */
export function selectTokens(
  listed: readonly ListedUserToken[],
  { tokenIds, run, expired }: Selection,
  isPast: (token: ListedUserToken) => boolean,
  shown: (userTokenName: string) => string,
): SelectedToken[] {
  const selected = new Map<Uuid, SelectedToken>();
  for (const userTokenId of tokenIds) {
    selected.set(userTokenId, { userTokenId, userTokenName: '', isListed: false });
  }
  for (const token of listed) {
    const { userTokenId, userTokenName } = token;
    const name = parseName(userTokenName);
    const isOfRun = run && name?.repository === run.repository && name.runId === run.runId;
    const isExpired = expired && name && isPast(token);
    if (!isOfRun && !isExpired && !selected.has(userTokenId)) continue;
    selected.set(userTokenId, { userTokenId, userTokenName: shown(userTokenName), isListed: true });
  }
  return [...selected.values()];
}
