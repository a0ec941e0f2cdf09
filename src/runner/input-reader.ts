import * as core from '@actions/core';
import type { Parsed } from '../inputs/parsed.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';

/** One or more inputs are wrong. The message tells all of it. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** The inputs that are required and not given. */
  readonly absent: readonly string[];

  constructor(problems: readonly string[], absent: readonly string[]) {
    const count = problems.length === 1 ? 'one input is' : `${problems.length} inputs are`;
    super(`Nothing was sent because ${count} wrong:\n${problems.map((text) => `- ${text}`).join('\n')}`);
    this.absent = absent;
  }
}

export type InputReader = ReturnType<typeof startReading>;

type Complete<Fields> = { readonly [Name in keyof Fields]: Exclude<Fields[Name], undefined> };

/** Reads inputs. What is wrong is kept, so that all problems are told at once. A value that is wrong is `undefined`. */
export function startReading(defaults: Readonly<Record<string, string>>, secrets: KnownSecrets) {
  const problems: string[] = [];
  const absent: string[] = [];

  function valueOf<T>(input: string, parsed: Parsed<T>): T | undefined {
    if ('value' in parsed) return parsed.value;
    problems.push(`${input}: ${parsed.problem}`);
    return undefined;
  }

  function required<T>(input: string, parsed: Parsed<T> | undefined, example: string) {
    if (parsed) return valueOf(input, parsed);
    absent.push(input);
    return valueOf<T>(input, { problem: `It is not given. Write ${input}: ${example}` });
  }

  function parsed<T>(text: string, parse: (text: string) => Parsed<T>): Parsed<T> {
    if (secrets.redact(text) === text) return parse(text);
    return { problem: 'It holds the value of a key. Write the keys in api-key and user-key only.' };
  }

  return {
    /** One that is not given is read as its default, or as no text. */
    take: <T>(input: string, parse: (text: string) => Parsed<T>) =>
      valueOf(input, parsed(core.getInput(input) || (defaults[input] ?? ''), parse)),
    takeRequired<T>(input: string, parse: (text: string) => Parsed<T>, example: string) {
      const text = core.getInput(input);
      return required(input, text === '' ? undefined : parsed(text, parse), example);
    },
    /** The value of an input that is parsed already. */
    required,
    /** Adds a problem that no single input has. It begins with the name of what is wrong. */
    add: (problem: string) => problems.push(problem),
    /** The inputs, when all of them are right. Throws one `InputError` with every problem when one is wrong. */
    complete<Fields extends object>(fields: Fields): Complete<Fields> {
      if (problems.length === 0 && isComplete(fields)) return fields;
      throw new InputError(problems, absent);
    },
  };
}

function isComplete<Fields extends object>(fields: Fields): fields is Fields & Complete<Fields> {
  return Object.values(fields).every((value) => value !== undefined);
}
