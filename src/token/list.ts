import type { ListedUserToken } from '../etoro/answers.ts';
import { PortfolioNotListed } from '../etoro/client.ts';
import { EtoroError } from '../etoro/errors.ts';
import { verdictOf } from '../etoro/verdict.ts';
import type { Log } from '../secrets/log.ts';
import { portfolioNotFound, type ListTools } from './portfolio-not-found.ts';

/**
 * Lists the tokens of the portfolio, and tries again while that may help. A list without the portfolio ends it at once,
 * because the user has named another one.
 */
export async function listWithRetries(tools: ListTools): Promise<readonly ListedUserToken[]> {
  for (;;) {
    try {
      return await listOnce(tools);
    } catch (error) {
      if (!(error instanceof EtoroError) || verdictOf(error).next !== 'wait') throw error;
      await tools.retries.waitAfter(error, 'listing the tokens again');
    }
  }
}

/**
 * Lists the tokens of the portfolio where the list only tells names: once, because the tokens can be revoked without.
 *
 * @returns nothing when they cannot be listed
 */
export async function listForNames(
  tools: ListTools & { readonly log: Log },
): Promise<readonly ListedUserToken[] | undefined> {
  try {
    return await listOnce(tools);
  } catch (error) {
    if (!(error instanceof EtoroError)) throw error;
    tools.log.info(`${error.message}. So the names of the user tokens are not known.`);
    return undefined;
  }
}

async function listOnce({
  etoro,
  retries,
  secrets,
}: ListTools): Promise<readonly ListedUserToken[]> {
  try {
    return await etoro.listUserTokens(retries.limits());
  } catch (error) {
    if (!(error instanceof PortfolioNotListed)) throw error;
    throw portfolioNotFound(error, error.portfolios, secrets);
  }
}
