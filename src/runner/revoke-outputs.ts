import * as core from '@actions/core';
import type { Log } from '../secrets/log.ts';
import type { End as RevokeEnd } from '../token/revoke.ts';
import { shown } from '../messages/error-message.ts';
import type { SelectedToken } from '../token/select.ts';
import { writing } from './check-environment.ts';

/** What became of a token; an error when it could not be revoked. */
export type End = RevokeEnd | 'would be revoked' | 'not on the portfolio';

type Ends = ReadonlyMap<SelectedToken, End>;

/** Tells the log how many tokens of the portfolio are meant. */
export function logSelected(selected: readonly SelectedToken[], listed: number, log: Log): void {
  const matching = selected.filter(({ isListed }) => isListed).length;
  const absent = selected.length - matching;
  log.info(
    `User tokens on the portfolio: ${listed}. Matching: ${matching}.${
      selected.length === 0 ? ' There is nothing to revoke.' : ''
    }${absent > 0 ? ` Ids that are not there: ${absent}.` : ''}`,
  );
}

/** Sets the outputs: the ids of the tokens, by what became of them. */
export function setRevokeOutputs(ends: Ends): void {
  const idsOf = (isMeant: (end: End) => boolean) =>
    [...ends].flatMap(([{ userTokenId }, end]) => (isMeant(end) ? userTokenId : [])).join(',');
  writing('GITHUB_OUTPUT', () => {
    core.setOutput(
      'revoked',
      idsOf((end) => end === 'revoked'),
    );
    core.setOutput(
      'gone',
      idsOf((end) => end === 'gone'),
    );
    core.setOutput(
      'failed',
      idsOf((end) => end instanceof Error),
    );
  });
}

/** The rows of the summary: name, id, workflow run, and what happened. */
export function endRows(ends: Ends): string[][] {
  return [...ends].map(([{ userTokenName, userTokenId, run = '' }, end]) => [
    userTokenName,
    userTokenId,
    run,
    end instanceof Error ? `failed: ${end.message}` : wordsFor(end),
  ]);
}

/** Tells the log what would be revoked, what failed, and how many tokens had which end. */
export function logEnds(ends: Ends, log: Log): void {
  const counts = new Map<string, number>();
  for (const [token, end] of ends) {
    const words = end instanceof Error ? 'failed' : wordsFor(end);
    counts.set(words, (counts.get(words) ?? 0) + 1);
    if (end instanceof Error) log.info(`${shown(token)}: failed: ${end.message}`);
    else if (end !== 'revoked' && end !== 'gone') log.info(`${shown(token)}: ${words}`);
  }
  const parts = [...counts].map(([words, count]) => `${count} ${words}`);
  if (parts.length > 0) log.info(`User tokens: ${parts.join(', ')}.`);
}

function wordsFor(end: Exclude<End, Error>): string {
  return end === 'gone' ? 'gone already' : end;
}
