import { listItems, quote, type Parsed } from './parsed.ts';

/** One permission of a token: what goes into the API's request, and the full name that users see. */
export interface Scope<Wire extends string | number = string | number> {
  readonly wire: Wire;
  readonly name: string;
  /** Why a user should look twice at it, if so. */
  readonly notice?: string;
}

/** How one version of the API speaks of scopes: parses one item of the input `scopes`. */
export type ScopeVocabulary<Wire extends string | number> = (item: string) => Parsed<Scope<Wire>>;

/** The scopes of the published reference, by what users write, v1's id and name, and v2's name. */
const known = [
  { short: 'real:read', id: 200, v1: 'etoro-public:real:read', v2: 'etoro-public:trade.real:read' },
  { short: 'demo:read', id: 201, v1: 'etoro-public:demo:read', v2: 'etoro-public:trade.demo:read' },
  {
    short: 'real:write',
    id: 202,
    v1: 'etoro-public:real:write',
    v2: 'etoro-public:trade.real:write',
  },
  {
    short: 'demo:write',
    id: 203,
    v1: 'etoro-public:demo:write',
    v2: 'etoro-public:trade.demo:write',
  },
] as const;

const knownNames = known.map((scope) => scope.short).join(', ');

const idPattern = /^[1-9]\d*$/;

/** v1 takes ids. One that is not known here is passed on, for the API adds scopes. */
export const scopeById: ScopeVocabulary<number> = (item) => {
  const text = item.toLowerCase();
  const id = Number(text);
  const scope = known.find((scope) => text === scope.short || text === scope.v1 || id === scope.id);
  if (scope && (idPattern.test(text) || Number.isNaN(id))) {
    return { value: { wire: scope.id, name: scope.v1 } };
  }
  if (idPattern.test(text) && Number.isSafeInteger(id)) {
    const notice = `The scope id ${text} is not known to this action and is passed on as it is. Check what it grants.`;
    return { value: { wire: id, name: text, notice } };
  }
  const later = known.find((scope) => text === scope.v2);
  if (later) {
    return {
      problem: `${quote(item)} is a name of v2. Write ${later.short}, or set api-version: v2.`,
    };
  }
  return {
    problem: `${quote(item)} is not a known scope. The known ones are ${knownNames} (or an id, such as 200).`,
  };
};

/** v2 takes names and refuses ids. Full v2 names are taken as they are, for the API adds scopes. */
export const scopeByName: ScopeVocabulary<string> = (item) => {
  const text = item.toLowerCase();
  const scope = known.find(
    (scope) => text === scope.short || text === scope.v1 || text === scope.v2,
  );
  if (scope) return { value: { wire: scope.v2, name: scope.v2 } };
  if (/^\d+$/.test(text)) {
    const meant = known.find((scope) => Number(text) === scope.id);
    const hint = meant
      ? `It stands for ${meant.v2}: write ${meant.short}.`
      : `The known names are ${knownNames}.`;
    return { problem: `${quote(item)} is a scope id, and api-version v2 takes names. ${hint}` };
  }
  if (/^etoro-public:[a-z0-9_-]+\.[a-z0-9_.-]+:[a-z0-9_-]+$/.test(text)) {
    const notice = `The scope ${item} is not known to this action and is passed on as it is. Check what it grants.`;
    return { value: { wire: item, name: item, notice } };
  }
  return { problem: `${quote(item)} is not a known scope. The known ones are ${knownNames}.` };
};

/**
 * Parses the input `scopes`: items in the given vocabulary; repeats are dropped, order is kept.
 *
 * @returns the scopes, or every item that is none
 */
export function parseScopes<Wire extends string | number>(
  text: string,
  vocabulary: ScopeVocabulary<Wire>,
): Parsed<readonly Scope<Wire>[]> {
  const scopes = new Map<string, Scope<Wire>>();
  const problems: string[] = [];
  for (const item of listItems(text)) {
    const parsed = vocabulary(item);
    if ('problem' in parsed) problems.push(parsed.problem);
    else {
      const key = String(parsed.value.wire).toLowerCase();
      if (!scopes.has(key)) scopes.set(key, parsed.value);
    }
  }
  if (problems.length > 0) return { problem: problems.join(' ') };
  if (scopes.size === 0) {
    return { problem: `There is no scope in it. Write one or more of ${knownNames}.` };
  }
  return { value: [...scopes.values()] };
}

/** Whether the scope lets a token trade with real money. An unknown one counts as none. */
export function tradesRealMoney(scope: Scope): boolean {
  return known.some(
    ({ short, v1, v2 }) => short === 'real:write' && (scope.name === v1 || scope.name === v2),
  );
}
