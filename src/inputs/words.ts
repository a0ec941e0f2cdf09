import type { ApiVersion } from '../etoro/scopes.ts';
import { quote } from '../text/shown-text.ts';
import type { Parsed } from './parsed.ts';

/** Parses an input that is `true` or `false`, in any case. */
export function parseBoolean(text: string): Parsed<boolean> {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return { value: word === 'true' };
  return { problem: `${quote(text)} is neither true nor false. Write one of them.` };
}

/** Parses the input `api-version`. */
export function parseApiVersion(text: string): Parsed<ApiVersion> {
  const word = text.toLowerCase();
  if (word === 'v1' || word === 'v2') return { value: word };
  return { problem: `${quote(text)} is not a version of the API. Write v1 or v2.` };
}
