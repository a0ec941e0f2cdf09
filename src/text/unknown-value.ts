/** A value that nobody has checked, in which every member may be missing or anything else. */
type UncheckedObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is UncheckedObject {
  return typeof value === 'object' && value !== null;
}

/** The value, or an object without members where it is none. */
export function asObject(value: unknown): UncheckedObject {
  return isObject(value) ? value : {};
}
