import type { ListedUserToken } from '../etoro/answers.ts';
import type { Uuid } from '../etoro/uuid.ts';
import { parseName, type ParsedName } from '../names/family.ts';
import type { TokenToRevoke } from './work.ts';

export interface Selection {
  readonly tokenIds: readonly Uuid[];
  /** By the workflow run that a name tells. */
  readonly isOfRun: (name: ParsedName) => boolean;
  readonly expired: boolean;
}

export interface SelectedToken extends TokenToRevoke {
  /** Whether it is on the portfolio, as far as the list tells. */
  readonly isListed: boolean;
  /** The workflow run that made it, where its name tells. */
  readonly run?: string;
}

/** The tokens that are meant, each once, named as the log may show them. One given by its id need not be listed. */
export function selectTokens(
  listed: readonly ListedUserToken[],
  { tokenIds, isOfRun, expired }: Selection,
  isPast: (token: ListedUserToken) => boolean,
  shown: (userTokenName: string) => string,
): SelectedToken[] {
  const selected = new Map<Uuid, SelectedToken>(
    tokenIds.map((userTokenId) => [userTokenId, { userTokenId, userTokenName: '', isListed: false }]),
  );
  for (const token of listed) {
    const { userTokenId, userTokenName } = token;
    const name = parseName(userTokenName);
    const isMeant = name && (isOfRun(name) || (expired && isPast(token)));
    if (!isMeant && !selected.has(userTokenId)) continue;
    const run = name && { run: `${name.runId}, attempt ${name.runAttempt}` };
    selected.set(userTokenId, { userTokenId, userTokenName: shown(userTokenName), isListed: true, ...run });
  }
  return [...selected.values()];
}
