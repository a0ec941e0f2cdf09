import { knownScope, knownScopes, namesOf, type ApiVersion, type Scopes } from '../etoro/scopes.ts';
import { quote } from '../text/shown-text.ts';
import { listItems, parseList, type Parsed } from './parsed.ts';

const knownNames = knownScopes.map(({ short }) => short).join(', ');

/** Parses the input `scopes`, in the terms of one version of the API. */
export function parseScopes(text: string, apiVersion: ApiVersion): Parsed<Scopes> {
  if (listItems(text).length === 0) return { problem: `It has no scope. Write one or more of ${knownNames}.` };
  if (apiVersion === 'v1') {
    const parsed = parseList(text, parseScopeId);
    return 'problem' in parsed ? parsed : { value: { apiVersion, scopeIds: parsed.value } };
  }
  const parsed = parseList(text, parseScopeName);
  return 'problem' in parsed ? parsed : { value: { apiVersion, scopeNames: parsed.value } };
}

/** v1 accepts ids. One that is not known here is passed on, because the API adds scopes. */
function parseScopeId(item: string): Parsed<number> {
  const id = /^[1-9]\d*$/.test(item) ? Number(item) : undefined;
  if (id !== undefined && Number.isSafeInteger(id)) return { value: id };
  const scope = knownScope(item);
  if (scope?.v2 === item.toLowerCase()) {
    return { problem: `${quote(item)} is a name of v2. Write ${scope.short}, or set api-version: v2.` };
  }
  if (scope) return { value: scope.id };
  return { problem: `${quote(item)} is not a known scope. The known ones are ${knownNames} (or an id, such as 200).` };
}

/** v2 accepts names and refuses ids. A full v2 name is passed on as it is, because the API adds scopes. */
function parseScopeName(item: string): Parsed<string> {
  const scope = knownScope(item);
  if (scope) return { value: scope.v2 };
  if (/^\d+$/.test(item)) {
    const meant = knownScope(Number(item));
    const hint = meant ? `It is ${meant.v2}: write ${meant.short}.` : `The known names are ${knownNames}.`;
    return { problem: `${quote(item)} is a scope id, and api-version v2 accepts names. ${hint}` };
  }
  if (/^etoro-public:[a-z0-9_-]+\.[a-z0-9_.-]+:[a-z0-9_-]+$/i.test(item)) return { value: item };
  return { problem: `${quote(item)} is not a known scope. The known ones are ${knownNames}.` };
}

/** The scopes that the action does not know, as the user wrote them. */
export function unknownScopes(scopes: Scopes): string[] {
  return namesOf(scopes).filter((name) => !knownScope(name));
}

/** Whether a token with these scopes can trade with real money. A scope that is not known counts as none. */
export function tradesRealMoney(scopes: Scopes): boolean {
  return namesOf(scopes).some((name) => knownScope(name)?.short === 'real:write');
}
