/** What a user key or a user token may do. `real:…` reaches the whole account, and `trade.real:…` only its trading. */
export type Permission =
  `agent-portfolio:${'read' | 'write'}` | `${'' | 'trade.'}${'real' | 'demo'}:${'read' | 'write'}`;

interface Scope {
  readonly id?: number;
  readonly name: string;
  /** What a token with it may do here. */
  readonly allows?: Permission;
}

const published = ['real:read', 'demo:read', 'real:write', 'demo:write'] as const;

/** The scopes of eToro. v1 grants by id or name, and v2 by the names with `trade.` in them. */
const scopes: readonly Scope[] = [
  ...published.map((allows, index) => ({
    id: 200 + index,
    name: `etoro-public:${allows}`,
    allows,
  })),
  ...published.map((short) => ({
    name: `etoro-public:trade.${short}`,
    allows: `trade.${short}` as const,
  })),
  // The reference shows these ids without their names, so the names are made up.
  ...[211, 212].map((id) => ({ id, name: `etoro-public:sandbox.${id}:read` })),
];

export function isScopeId(id: number): boolean {
  return scopeOf(id) !== undefined;
}

/** The name of a scope. A name stays as it is, whatever its spelling. */
export function scopeName(scope: number | string): string {
  return typeof scope === 'string' ? scope : (scopeOf(scope)?.name ?? String(scope));
}

/** A scope's name as v2 spells it. A name that is unknown stays as it is. */
export function scopeNameV2(scope: string): string {
  const trade = scope.replace(/^etoro-public:(?!trade\.)/, 'etoro-public:trade.');
  return scopeOf(trade)?.name ?? scope;
}

/** What a scope lets a token do. An unknown one allows nothing. */
export function permissionOf(scope: number | string): Permission | undefined {
  return scopeOf(scope)?.allows;
}

function scopeOf(scope: number | string): Scope | undefined {
  return scopes.find(({ id, name }) => scope === id || scope === name);
}
