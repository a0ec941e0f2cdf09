import type { Portfolio } from '../etoro/answers.ts';
import type { Etoro } from '../etoro/client.ts';
import { EtoroError } from '../etoro/errors.ts';
import type { Retries } from '../etoro/retries.ts';
import { verdictOf } from '../etoro/verdict.ts';

/** Lists the tokens of the portfolio, and tries again while that may help. */
export async function listWithRetries({
  etoro,
  retries,
}: {
  readonly etoro: Etoro;
  readonly retries: Retries;
}): Promise<Portfolio['userTokens']> {
  for (;;) {
    try {
      return await etoro.listUserTokens(retries.limits());
    } catch (error) {
      if (!(error instanceof EtoroError) || verdictOf(error).next !== 'wait') throw error;
      await retries.waitAfter(error, 'listing the tokens again');
    }
  }
}
