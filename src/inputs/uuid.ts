import { toUuid, type Uuid } from '../etoro/uuid.ts';
import { quote } from '../text/shown-text.ts';
import type { Parsed } from './parsed.ts';
import { pasteMistake } from './paste-mistake.ts';

/**
 * Parses a UUID, in any case.
 *
 * @param what whose id it is, such as `agent-portfolio`
 */
export function parseUuid(text: string, what: string): Parsed<Uuid> {
  const value = toUuid(text);
  if (value !== undefined) return { value };
  const [, inner = ''] = /^[({["'`]+(.*?)[)}\]"'`]+$/.exec(text) ?? [];
  if (toUuid(inner) !== undefined) {
    return { problem: `It has braces or quotes around it. Write ${inner} alone.` };
  }
  const mistake = pasteMistake(text);
  if (mistake !== undefined) return { problem: mistake };
  return {
    problem: `${quote(text)} is not a UUID. Write the id of the ${what}, such as a1b2c3d4-e5f6-7890-abcd-ef1234567890.`,
  };
}
