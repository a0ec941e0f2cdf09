import * as core from '@actions/core';
import type { Log } from '../secrets/log.ts';
import type { SelectedToken } from '../token/select.ts';
import { writing } from './check-environment.ts';
import { errorMessage } from './error-message.ts';

/** What became of a token; an error when it could not be revoked. */
export type End = 'revoked' | 'gone' | 'would be revoked' | 'not on the portfolio' | Error;

type Ends = ReadonlyMap<SelectedToken, End>;

/** The most tokens that an error names for each reason: GitHub cuts an error after 4096 characters. */
const MOST_NAMED = 10;

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

/** The rows of the summary: name, id, and what happened. */
export function endRows(ends: Ends): string[][] {
  return [...ends].map(([{ userTokenName, userTokenId }, end]) => [
    userTokenName,
    userTokenId,
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

/** Some tokens could not be revoked. The message tells which ones and why. */
export class NotAllRevoked extends Error {
  override readonly name = 'NotAllRevoked';

  constructor(ends: Ends) {
    // The same failure of many tokens is told once.
    const reasons = new Map<string, { error: Error; tokens: SelectedToken[] }>();
    let failed = 0;
    for (const [token, error] of ends) {
      if (!(error instanceof Error)) continue;
      failed++;
      const reason = reasons.get(error.message) ?? { error, tokens: [] };
      reason.tokens.push(token);
      reasons.set(error.message, reason);
    }
    const text = [...reasons.values()].map(({ error, tokens }) => {
      const names = tokens.slice(0, MOST_NAMED).map((token) => `\n- ${shown(token)}`);
      const rest = tokens.length - names.length;
      const more = rest > 0 ? `\n- and ${rest} more: the log above names them` : '';
      return `${errorMessage(error)}${names.join('')}${more}`;
    });
    super(`${failed} of ${ends.size} user tokens could not be revoked.\n${text.join('\n')}`);
  }
}

function wordsFor(end: Exclude<End, Error>): string {
  return end === 'gone' ? 'gone already' : end;
}

function shown({ userTokenId, userTokenName }: SelectedToken): string {
  return `${userTokenId} ${userTokenName}`.trim();
}
