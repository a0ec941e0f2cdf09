/** A UUID in lower case: the form in which ids are compared. */
export type Uuid = string & { readonly brand: 'Uuid' };

export function isUuid(text: string): text is Uuid {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

/** The UUID that a value is, in any case, or nothing. */
export function toUuid(value: unknown): Uuid | undefined {
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return isUuid(text) ? text : undefined;
}
