import type { ListedUserToken } from '../etoro/answers.ts';
import type { EtoroClock } from '../etoro/clock.ts';
import type { Uuid } from '../etoro/uuid.ts';
import { parseName, type WorkflowRun } from '../names/family.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import type { Clock } from '../time/clock.ts';
import { hasExpired } from './make-room.ts';
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

/** The tokens that are meant, each once. One that is named by its id need not be listed. */
export function selectTokens(
  listed: readonly ListedUserToken[],
  { tokenIds, run, expired }: Selection,
  {
    etoroClock,
    clock,
    secrets,
  }: {
    readonly etoroClock: EtoroClock;
    readonly clock: Clock;
    readonly secrets: KnownSecrets;
  },
): SelectedToken[] {
  const selected = new Map<Uuid, SelectedToken>(
    tokenIds.map((userTokenId) => [
      userTokenId,
      { userTokenId, userTokenName: '', isListed: false },
    ]),
  );
  for (const token of listed) {
    const { userTokenId } = token;
    const name = parseName(token.userTokenName);
    const isOfRun = run && name?.repository === run.repository && name.runId === run.runId;
    const isExpired = expired && name && hasExpired(token, clock, etoroClock);
    if (!isOfRun && !isExpired && !selected.has(userTokenId)) continue;
    const userTokenName = secrets.foreignText(token.userTokenName, 80);
    selected.set(userTokenId, { userTokenId, userTokenName, isListed: true });
  }
  return [...selected.values()];
}
