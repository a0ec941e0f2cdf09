import * as core from '@actions/core';
import type { EtoroKeys } from '../etoro/call.ts';
import type { Parsed } from '../inputs/parsed.ts';
import { isNameOfSecret, pasteMistake } from '../inputs/paste-mistake.ts';
import { parseBoolean, parseDuration, parseUuid } from '../inputs/words.ts';
import { parseServiceUrl } from '../inputs/service-url.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import { Secret, SHORTEST_SECRET } from '../secrets/secret.ts';
import { SECOND } from '../time/duration.ts';
import type { InputReader } from './input-reader.ts';

/** What a common input counts as when it is not given. */
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

/** Reads where the keys may go. */
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

/**
 * Takes a secret and masks it; nothing when none is given.
 *
 * @param fallback what counts when the input is not given
 */
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
