import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The user's own account, from the environment or the file `.env`. Where something is missing, it says what, and the
 * program fails.
 *
 * @param more names of other variables that are needed
 */
export function readAccount(...more: readonly string[]) {
  const file = fileURLToPath(new URL('../.env', import.meta.url));
  if (existsSync(file)) process.loadEnvFile(file);
  const needed = ['ETORO_API_KEY', 'ETORO_USER_KEY', 'ETORO_PORTFOLIO_ID', ...more];
  const missing = needed.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    console.error(
      `--live makes tokens on your own account, and needs ${missing.join(', ')}.\nSet them in the environment, or copy .env.example to .env and fill it in.`,
    );
    process.exitCode = 1;
    return undefined;
  }
  const { ETORO_API_KEY, ETORO_USER_KEY, ETORO_PORTFOLIO_ID, ETORO_API_URL } = process.env;
  return {
    apiUrl: ETORO_API_URL ?? 'https://public-api.etoro.com',
    apiKey: ETORO_API_KEY ?? '',
    userKey: ETORO_USER_KEY ?? '',
    portfolioId: ETORO_PORTFOLIO_ID ?? '',
  };
}
