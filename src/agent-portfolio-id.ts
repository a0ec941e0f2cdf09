import { quote, type Parsed } from './parsed.ts';

/** A UUID in lower case. */
export type Uuid = string & { readonly brand: 'Uuid' };

/** Whether `text` is a UUID in lower case. */
export function isUuid(text: string): text is Uuid {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

/** Parses the agent-portfolio's UUID, in any case. */
export function parseAgentPortfolioId(text: string): Parsed<Uuid> {
  const id = text.toLowerCase();
  return isUuid(id)
    ? { value: id }
    : {
        problem: `${quote(text)} is not a UUID. Write the agent-portfolio's id, such as a1b2c3d4-e5f6-7890-abcd-ef1234567890.`,
      };
}
