/** The permissions of a token, as each version of the API takes them. */
export type Scopes =
  | { readonly apiVersion: 'v1'; readonly scopeIds: readonly number[] }
  | { readonly apiVersion: 'v2'; readonly scopeNames: readonly string[] };

export type ApiVersion = Scopes['apiVersion'];

/** The scopes of the published reference, by what users write, the id and name in v1, and the name in v2. */
export const knownScopes = ['real:read', 'demo:read', 'real:write', 'demo:write'].map((short, index) => ({
  short,
  id: 200 + index,
  v1: `etoro-public:${short}`,
  v2: `etoro-public:trade.${short}`,
}));

/** The known scope of an id or of a name in any spelling and case. */
export function knownScope(scope: number | string) {
  const name = String(scope).toLowerCase();
  return knownScopes.find(({ short, id, v1, v2 }) =>
    typeof scope === 'number' ? scope === id : [short, v1, v2].includes(name),
  );
}

/** The environment that all these scopes belong to, by their full names: `real` or `demo`; empty when it is not one. */
export function environmentOf(names: readonly string[]): string {
  const pattern = /^etoro-public:(?:trade\.)?(real|demo):/;
  const [first = '', ...others] = new Set(names.map((name) => pattern.exec(name)?.[1] ?? ''));
  return others.length === 0 ? first : '';
}

/** Each scope as users read it: its full name; an id that is not known, as the number. */
export function namesOf(scopes: Scopes): string[] {
  return scopes.apiVersion === 'v1'
    ? scopes.scopeIds.map((id) => knownScope(id)?.v1 ?? String(id))
    : [...scopes.scopeNames];
}
