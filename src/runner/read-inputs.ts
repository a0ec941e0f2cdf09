import { accessSync, constants, statSync } from 'node:fs';
import * as core from '@actions/core';
import type { EtoroKeys } from '../etoro/call.ts';
import type { Uuid } from '../etoro/uuid.ts';
import { parseDuration } from '../inputs/duration.ts';
import type { Parsed } from '../inputs/parsed.ts';
import { parseServiceUrl } from '../inputs/service-url.ts';
import { parseUuid } from '../inputs/uuid.ts';
import { parseBoolean } from '../inputs/words.ts';
import { proxyProblem } from '../http/proxy.ts';
import { KEY_PIECE, type KnownSecrets } from '../secrets/known-secrets.ts';
import { Secret, SHORTEST_SECRET } from '../secrets/secret.ts';
import { SECOND } from '../time/duration.ts';

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

/** The two keys as the user gave them, masked already, or why one is not a key. */
export interface GivenKeys {
  readonly apiKey: Parsed<Secret>;
  readonly userKey: Parsed<Secret>;
}

/** Takes the keys and masks them. This comes before anything else. */
export function takeKeys(secrets: KnownSecrets): GivenKeys {
  const take = (input: string, variable: string): Parsed<Secret> => {
    const text = core.getInput(input) || (process.env[variable] ?? '').trim();
    if (text === '') {
      return {
        problem: `${input}: It is not given. Write ${input}: \${{ secrets.${variable} }}, and check that the repository, or the environment of the job, has that secret: GitHub gives no secrets to workflows from forks and from Dependabot.`,
      };
    }
    const value = new Secret(text);
    secrets.add(value);
    const copyAgain = 'Copy the key into the secret again.';
    if (!/^[\x21-\x7e]+$/.test(text)) {
      return {
        problem: `${input}: It has a character that no key has, such as a space or a line break. ${copyAgain}`,
      };
    }
    if (text.length < SHORTEST_SECRET) {
      return {
        problem: `${input}: It has fewer than ${SHORTEST_SECRET} characters, and no key is so short. ${copyAgain}`,
      };
    }
    return { value };
  };
  const keys = {
    apiKey: take('api-key', 'ETORO_API_KEY'),
    userKey: take('user-key', 'ETORO_USER_KEY'),
  };
  // With export-env, the post step has the token there.
  const exported = process.env['ETORO_USER_KEY']?.trim() ?? '';
  if (core.getInput('user-key') !== '' && exported !== '') secrets.add(new Secret(exported));
  return keys;
}

/** The inputs that every program has. */
export interface CommonInputs {
  readonly keys: EtoroKeys;
  readonly agentPortfolioId: Uuid;
  readonly apiUrl: URL;
  /** Milliseconds. */
  readonly timeout: number;
  readonly summary: boolean;
}

/** What a common input counts as when it is not given. */
export const commonDefaults = {
  'api-url': 'https://public-api.etoro.com',
  timeout: '5m',
  summary: 'true',
} as const;

/** Reads inputs. What is wrong is kept, so that all problems are told at once. */
interface InputReader {
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
    const parsed = secrets.areRepeatedIn(text, KEY_PIECE)
      ? {
          problem: 'It holds the value of a key. Write the keys in api-key and user-key only.',
        }
      : parse(text);
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

/** Reads both keys. */
export function readKeys(
  reader: InputReader,
  { apiKey, userKey }: GivenKeys,
): EtoroKeys | undefined {
  for (const key of [apiKey, userKey]) if ('problem' in key) reader.add(key.problem);
  if ('problem' in apiKey || 'problem' in userKey) return undefined;
  return { apiKey: apiKey.value, userKey: userKey.value };
}

/** Reads what every program has. */
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

/** Reads where the keys may go. */
export function readApiUrl(reader: InputReader): URL | undefined {
  return reader.take('api-url', (text) =>
    parseServiceUrl(text, { query: false, example: commonDefaults['api-url'] }),
  );
}

/** Adds a problem for each proxy that cannot be used for one of the URLs. */
export function checkProxies(reader: InputReader, urls: readonly (URL | undefined)[]): void {
  const problems = urls.flatMap((url) => (url && proxyProblem(url)) ?? []);
  for (const problem of new Set(problems)) reader.add(problem);
}

/**
 * Adds a problem for each of the runner's files that has to be written and cannot. Without them, the toolkit would print
 * an output to the log instead, also a token, and the post step would learn nothing.
 *
 * @param variables the variables that name the files, such as `GITHUB_OUTPUT`
 */
export function checkFiles(reader: InputReader, variables: readonly string[]): void {
  for (const variable of variables) {
    if (isWritableFile(process.env[variable] ?? '')) continue;
    reader.add(
      `${variable}: It names no file that can be written. Run this as a step of a GitHub Actions job.`,
    );
  }
}

function isWritableFile(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return statSync(path).isFile();
  } catch {
    // It does not exist, or nobody may write to it.
    return false;
  }
}
