import { quote } from '../secrets/shown-text.ts';
import type { Parsed } from './parsed.ts';

const LONGEST_NAME = 128;

/** Parses the input `token-name`: one line of up to 128 characters. The API decides about the rest. */
export function parseTokenName(text: string): Parsed<string> {
  if (text.length > LONGEST_NAME) {
    return { problem: `It has ${text.length} characters. Write at most ${LONGEST_NAME}.` };
  }
  if (/\p{C}|\p{Zl}|\p{Zp}/u.test(text)) {
    return {
      problem: `${quote(text)} has a control or invisible character. Write it on one line, without such characters.`,
    };
  }
  return { value: text };
}
