/** What a user key or a user token may do. */
export type Permission =
  | 'agent-portfolio:read'
  | 'agent-portfolio:write'
  | 'real:read'
  | 'real:write'
  | 'demo:read'
  | 'demo:write';

/** The scopes of eToro: the id and the name in v1, the name in v2, and what the scope allows here. */
const scopes: readonly {
  readonly id: number;
  readonly name: string;
  readonly v2Name: string;
  readonly allows?: Permission;
}[] = [
  ...(['real:read', 'demo:read', 'real:write', 'demo:write'] as const).map((allows, index) => ({
    id: 200 + index,
    name: `etoro-public:${allows}`,
    v2Name: `etoro-public:trade.${allows}`,
    allows,
  })),
  // The reference shows these ids without their names, so the names are made up.
  ...[211, 212].map((id) => {
    const name = `etoro-public:sandbox.${id}:read`;
    return { id, name, v2Name: name };
  }),
];

export function isScopeId(id: number): boolean {
  return scopes.some((scope) => scope.id === id);
}

/** The name of a scope in v1. A name stays as it is, whatever its spelling. */
export function scopeName(scope: number | string): string {
  return typeof scope === 'string' ? scope : (scopeOf(scope)?.name ?? String(scope));
}

/** A scope's name as v2 spells it. A name that is unknown stays as it is. */
export function scopeNameV2(scope: string): string {
  return scopeOf(scope)?.v2Name ?? scope;
}

/** What a scope lets a token do. An unknown one allows nothing. */
export function permissionOf(scope: number | string): Permission | undefined {
  return scopeOf(scope)?.allows;
}

function scopeOf(scope: number | string) {
  return scopes.find(({ id, name, v2Name }) => [id, name, v2Name].includes(scope));
}
