import * as core from '@actions/core';
import type { EtoroKeys } from '../etoro/call.ts';
import type { Parsed } from '../inputs/parsed.ts';
import { isNameOfSecret, pasteMistake } from '../inputs/paste-mistake.ts';
import { parseBoolean, parseDuration, parseUuid } from '../inputs/words.ts';
import { parseServiceUrl } from '../inputs/service-url.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import { Secret, SHORTEST_SECRET } from '../secrets/secret.ts';
import { SECOND } from '../time/clock.ts';

/** One or more inputs are wrong. The message tells all of it. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** The inputs that are required and not given. */
  readonly absent: readonly string[];

  constructor(problems: readonly string[], absent: readonly string[], hint = '') {
    const count = problems.length === 1 ? 'one input is' : `${problems.length} inputs are`;
    super(`Nothing was sent because ${count} wrong:\n${problems.map((text) => `- ${text}`).join('\n')}${hint}`);
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
    required,
    /** Adds a problem that no single input has. It begins with the name of what is wrong. */
    add: (problem: string) => problems.push(problem),
    /** The inputs, when all of them are right. Throws one `InputError` with every problem, and a hint, when one is wrong. */
    complete<Fields extends object>(fields: Fields, hint = ''): Complete<Fields> {
      if (problems.length === 0 && areAllRead(fields)) return fields;
      throw new InputError(problems, absent, hint);
    },
  };
}

function areAllRead<Fields extends object>(fields: Fields): fields is Fields & Complete<Fields> {
  return Object.values(fields).every((value) => value !== undefined);
}

export const commonDefaults = { 'api-url': 'https://public-api.etoro.com', timeout: '5m', summary: 'true' } as const;

/** Reads the inputs that the step and the action `revoke` have. */
export function readCommon(reader: InputReader, given: GivenKeys) {
  return {
    keys: readKeys(reader, given),
    agentPortfolioId: reader.takeRequired(
      'portfolio-id',
      (text) => parseUuid(text, 'agent-portfolio'),
      'a1b2c3d4-e5f6-7890-abcd-ef1234567890, with the id of your agent-portfolio.',
    ),
    apiUrl: readApiUrl(reader),
    timeout: reader.take('timeout', (text) => parseDuration(text, SECOND)),
    summary: reader.take('summary', parseBoolean),
  };
}

export function readApiUrl(reader: InputReader): URL | undefined {
  return reader.take('api-url', (text) => parseServiceUrl(text, { query: false, example: commonDefaults['api-url'] }));
}

export type GivenKeys = ReturnType<typeof takeKeys>;

/** Takes the two keys as the user gave them, and masks them. This comes before anything else. */
export function takeKeys(secrets: KnownSecrets) {
  return {
    apiKey: takeSecret('api-key', secrets, process.env['ETORO_API_KEY']),
    userKey: takeSecret('user-key', secrets, process.env['ETORO_USER_KEY']),
  };
}

/** Takes a secret, or what counts when the input is not given, and masks it; nothing when there is neither. */
export function takeSecret(input: string, secrets: KnownSecrets, fallback = ''): Parsed<Secret> | undefined {
  const given = core.getInput(input);
  const text = given || fallback.trim();
  if (text === '') return undefined;
  const value = new Secret(text);
  // A later step may set the fallback to a sentence. A mask would take it out of the messages.
  const isSentence = given === '' && /\s/.test(text);
  if (!isSentence && !isNameOfSecret(text)) secrets.add(value);
  const mistake = pasteMistake(text);
  if (mistake !== undefined) return { problem: mistake };
  const copyAgain = 'Copy it into the secret again.';
  if (!/^[\x21-\x7e]+$/.test(text)) {
    return { problem: `It has a character that it cannot have, such as a space or a line break. ${copyAgain}` };
  }
  if (text.length >= SHORTEST_SECRET) return { value };
  return { problem: `It has fewer than ${SHORTEST_SECRET} characters, and no key is so short. ${copyAgain}` };
}

export function readKeys(reader: InputReader, given: GivenKeys): EtoroKeys | undefined {
  const apiKey = reader.required('api-key', given.apiKey, '${{ secrets.ETORO_API_KEY }}');
  const userKey = reader.required('user-key', given.userKey, '${{ secrets.ETORO_USER_KEY }}');
  if (apiKey === undefined || userKey === undefined) return undefined;
  if (apiKey.reveal() === userKey.reveal()) {
    reader.add(
      'user-key: It is the same as api-key. They are two keys of your eToro account: copy each into its own secret.',
    );
    return undefined;
  }
  return { apiKey, userKey };
}
