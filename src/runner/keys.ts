import * as core from '@actions/core';
import type { EtoroKeys } from '../etoro/call.ts';
import type { Parsed } from '../inputs/parsed.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import { Secret, SHORTEST_SECRET } from '../secrets/secret.ts';
import type { InputReader } from './input-reader.ts';

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
  return {
    apiKey: take('api-key', 'ETORO_API_KEY'),
    userKey: take('user-key', 'ETORO_USER_KEY'),
  };
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
