import * as core from '@actions/core';
import type { Parsed } from '../inputs/parsed.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';

/** One or more inputs are wrong. The message tells all of it. */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? 'one input is' : `${problems.length} inputs are`;
    super(
      `Nothing was sent because ${count} wrong:\n${problems.map((text) => `- ${text}`).join('\n')}`,
    );
  }
}

/** Reads inputs. What is wrong is kept, so that all problems are told at once. */
export interface InputReader {
  /** The value of an input, or nothing when it is wrong. One that is not given is read as its default, or as no text. */
  take<T>(input: string, parse: (text: string) => Parsed<T>): T | undefined;
  takeRequired<T>(
    input: string,
    parse: (text: string) => Parsed<T>,
    example: string,
  ): T | undefined;
  /** Adds a problem that no single input has. It begins with the name of what is wrong. */
  add(problem: string): void;
  /** The inputs, when all of them are right. Throws one `InputError` with every problem when one is wrong. */
  complete<Fields extends object>(fields: Fields): Complete<Fields>;
}

type Complete<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };

export function startReading(
  defaults: Readonly<Record<string, string>>,
  secrets: KnownSecrets,
): InputReader {
  const problems: string[] = [];

  function take<T>(input: string, parse: (text: string) => Parsed<T>): T | undefined {
    const text = core.getInput(input) || (defaults[input] ?? '');
    const parsed =
      secrets.redact(text) === text
        ? parse(text)
        : { problem: 'It holds the value of a key. Write the keys in api-key and user-key only.' };
    if ('value' in parsed) return parsed.value;
    problems.push(`${input}: ${parsed.problem}`);
    return undefined;
  }

  return {
    take,
    takeRequired: (input, parse, example) =>
      take(input, (text) =>
        text === '' ? { problem: `It is not given. Write ${input}: ${example}` } : parse(text),
      ),
    add: (problem) => problems.push(problem),
    complete(fields) {
      if (problems.length === 0 && isComplete(fields)) return fields;
      throw new InputError(problems);
    },
  };
}

function isComplete<Fields extends object>(fields: Fields): fields is Fields & Complete<Fields> {
  return Object.values(fields).every((value) => value !== undefined);
}
