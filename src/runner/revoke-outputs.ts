import * as core from '@actions/core';
import { shown } from '../messages/error-message.ts';
import type { Log } from '../secrets/log.ts';
import type { End } from '../token/revoke.ts';
import type { SelectedToken } from '../token/select.ts';
import { writing } from './check-environment.ts';

/** What became of a token; an error when it could not be revoked. */
export type SelectedEnd = End | 'would be revoked' | 'not on the portfolio';

type Ends = ReadonlyMap<SelectedToken, SelectedEnd>;

export function logSelected(selected: readonly SelectedToken[], listed: number, log: Log): void {
  const absent = selected.filter(({ isListed }) => !isListed).length;
  const nothing = selected.length === 0 ? ' There is nothing to revoke.' : '';
  const more = absent > 0 ? ` Ids that are not there: ${absent}.` : '';
  log.info(`User tokens on the portfolio: ${listed}. Matching: ${selected.length - absent}.${nothing}${more}`);
}

/** Sets the outputs: the ids of the tokens, by what became of them. */
export function setRevokeOutputs(ends: Ends): void {
  writing('GITHUB_OUTPUT', () => {
    for (const output of ['revoked', 'gone', 'failed']) {
      const meant = [...ends].filter(([, end]) => (end instanceof Error ? 'failed' : end) === output);
      core.setOutput(output, meant.map(([{ userTokenId }]) => userTokenId).join(','));
    }
  });
}

/** The rows of the summary: name, id, workflow run, and what happened. */
export function endRows(ends: Ends): string[][] {
  return [...ends].map(([token, end]) => [token.userTokenName, token.userTokenId, token.run ?? '', wordsFor(end)]);
}

/** Tells the log what would be revoked, what failed, and how many tokens had which end. */
export function logEnds(ends: Ends, log: Log): void {
  const counts = new Map<string, number>();
  for (const [token, end] of ends) {
    const kind = end instanceof Error ? 'failed' : wordsFor(end);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (end !== 'revoked' && end !== 'gone') log.info(`${shown(token)}: ${wordsFor(end)}`);
  }
  const parts = [...counts].map(([kind, count]) => `${count} ${kind}`);
  if (parts.length > 0) log.info(`User tokens: ${parts.join(', ')}.`);
}

function wordsFor(end: SelectedEnd): string {
  if (end instanceof Error) return `failed: ${end.message}`;
  return end === 'gone' ? 'gone already' : end;
}
