import * as core from '@actions/core';
import type { EtoroKeys } from '../etoro/call.ts';
import type { Parsed } from '../inputs/parsed.ts';
import { isNameOfSecret, pasteMistake } from '../inputs/paste-mistake.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import { Secret, SHORTEST_SECRET } from '../secrets/secret.ts';
import type { InputReader } from './input-reader.ts';

/** The two keys as the user gave them, masked already, or why one is not a key; nothing for one that is not given. */
export interface GivenKeys {
  readonly apiKey: Parsed<Secret> | undefined;
  readonly userKey: Parsed<Secret> | undefined;
}

/** Takes the keys and masks them. This comes before anything else. */
export function takeKeys(secrets: KnownSecrets): GivenKeys {
  return {
    apiKey: takeSecret('api-key', secrets, process.env['ETORO_API_KEY']),
    userKey: takeSecret('user-key', secrets, process.env['ETORO_USER_KEY']),
  };
}

/**
 * Takes a secret and masks it.
 *
 * @param fallback what counts when the input is not given
 * @returns nothing when there is none
 */
export function takeSecret(input: string, secrets: KnownSecrets, fallback = ''): Parsed<Secret> | undefined {
  const given = core.getInput(input);
  const text = given || fallback.trim();
  if (text === '') return undefined;
  const value = new Secret(text);
  // A later step may set the fallback to a sentence. A mask would take it out of the messages.
  const isSentence = given === '' && /\s/.test(text);
  if (!isSentence && !isNameOfSecret(text)) secrets.add(value);
  const problem = pasteMistake(text) ?? whyNoSecret(text);
  return problem === undefined ? { value } : { problem };
}

function whyNoSecret(text: string): string | undefined {
  const copyAgain = 'Copy it into the secret again.';
  if (!/^[\x21-\x7e]+$/.test(text)) {
    return `It has a character that it cannot have, such as a space or a line break. ${copyAgain}`;
  }
  if (text.length < SHORTEST_SECRET) {
    return `It has fewer than ${SHORTEST_SECRET} characters, and no key is so short. ${copyAgain}`;
  }
  return undefined;
}

/** Reads both keys. */
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
