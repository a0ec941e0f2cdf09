import * as core from '@actions/core';
import type { SelectedToken } from '../token/select.ts';
import { errorMessage } from './error-message.ts';

/** What became of a token; an error when it could not be revoked. */
export type End = 'revoked' | 'gone' | 'would be revoked' | Error;

export type Ends = ReadonlyMap<SelectedToken, End>;

/** Sets the outputs: the ids of the tokens, by what became of them. */
export function setRevokeOutputs(ends: Ends): void {
  const idsOf = (isMeant: (end: End) => boolean) =>
    [...ends].flatMap(([{ userTokenId }, end]) => (isMeant(end) ? userTokenId : [])).join(',');
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
}

/** The rows of the summary: name, id, and what happened. */
export function endRows(ends: Ends): string[][] {
  return [...ends].map(([{ userTokenName, userTokenId }, end]) => [
    userTokenName,
    userTokenId,
    end instanceof Error ? `failed: ${end.message}` : end === 'gone' ? 'gone already' : end,
  ]);
}

/** Some tokens could not be revoked. The message tells which ones and why. */
export class NotAllRevoked extends Error {
  override readonly name = 'NotAllRevoked';

  constructor(ends: Ends) {
    const failed = [...ends].flatMap(([{ userTokenName, userTokenId }, end]) =>
      end instanceof Error ? `- ${userTokenId} ${userTokenName}: ${errorMessage(end)}` : [],
    );
    super(
      `${failed.length} of ${ends.size} user tokens could not be revoked:\n${failed.join('\n')}`,
    );
  }
}
