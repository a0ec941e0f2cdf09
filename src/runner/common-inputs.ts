import { parseDuration } from '../inputs/duration.ts';
import { parseServiceUrl } from '../inputs/service-url.ts';
import { parseUuid } from '../inputs/uuid.ts';
import { parseBoolean } from '../inputs/words.ts';
import { SECOND } from '../time/duration.ts';
import type { InputReader } from './input-reader.ts';
import { readKeys, type GivenKeys } from './keys.ts';

/** What a common input counts as when it is not given. */
export const commonDefaults = {
  'api-url': 'https://public-api.etoro.com',
  timeout: '5m',
  summary: 'true',
} as const;

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
