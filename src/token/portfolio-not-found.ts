import type { Etoro } from '../etoro/client.ts';
import type { Portfolio } from '../etoro/answers.ts';
import { EtoroError, RefusedCall } from '../etoro/errors.ts';
import type { Retries } from '../etoro/retries.ts';
import { isForeign404 } from '../etoro/verdict.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';

/** The most agent-portfolios that the error names. */
const MOST_NAMED = 10;

/** The user key has no agent-portfolio of this id, but perhaps others. */
export class PortfolioNotFound extends Error {
  override readonly name = 'PortfolioNotFound';
  override readonly cause: EtoroError;
  /** Id and name of some agent-portfolios that it has, fit for the log. */
  readonly portfolios: readonly string[];
  /** How many it has. */
  readonly total: number;

  constructor(cause: EtoroError, portfolios: readonly string[], total: number) {
    super(cause.message);
    this.cause = cause;
    this.portfolios = portfolios;
    this.total = total;
  }
}

export interface ListTools {
  readonly etoro: Etoro;
  readonly retries: Retries;
  readonly secrets: KnownSecrets;
}

/**
 * Runs the making of a token. If eToro answers that it knows no such agent-portfolio, the error names those that the user
 * key has. They are listed once, and when that fails, the error stays as it is.
 */
export async function namingPortfolios<T>(
  make: () => Promise<T>,
  { etoro, retries, secrets }: ListTools,
): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof RefusedCall) || error.refusal.status !== 404 || isForeign404(error)) {
      throw error;
    }
    const portfolios = await etoro.listPortfolios(retries.limits()).catch((failure: unknown) => {
      throw failure instanceof EtoroError ? error : failure;
    });
    throw portfolioNotFound(error, portfolios, secrets);
  }
}

/** @param portfolios those that the user key has */
export function portfolioNotFound(
  cause: EtoroError,
  portfolios: readonly Pick<Portfolio, 'id' | 'name'>[],
  secrets: KnownSecrets,
): PortfolioNotFound {
  const named = portfolios
    .slice(0, MOST_NAMED)
    .map(({ id, name }) => `${id} ${secrets.foreignText(name, 80)}`.trim());
  return new PortfolioNotFound(cause, named, portfolios.length);
}
