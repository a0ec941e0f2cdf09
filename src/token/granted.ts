import { isIPv4 } from 'node:net';
import type { Grant } from '../etoro/answers.ts';
import type { UserTokenOrder } from '../etoro/client.ts';
import { knownScope, namesOf } from '../etoro/scopes.ts';
import { SECOND, utcSeconds, type Time } from '../time/clock.ts';

/** A token as it was granted, and how that differs from what was asked for. `undefined` is told in no readable form. */
export interface Granted {
  /** Full names; an id that is not known, as the number. */
  readonly scopes: readonly string[];
  /** The addresses that may use it; none: any. */
  readonly ipsWhitelist: readonly string[] | undefined;
  readonly expiresAt: Time | undefined;
  /** Texts, with text from elsewhere in them. */
  readonly more: readonly string[];
  readonly less: readonly string[];
}

type Comparison<T> = Pick<Granted, 'more' | 'less'> & { readonly granted: T };

/** Compares what eToro says that it granted with what was asked for. What it does not say counts as asked. */
export function compareGrant({ unread = [], ...told }: Grant, asked: UserTokenOrder): Granted {
  const names = namesOf(asked.scopes);
  const scopes = compareScopes(told.scopes ?? (unread.includes('scopes') ? [] : names), names);
  const addresses = compareAddresses(told.ipsWhitelist ?? asked.ipsWhitelist, asked.ipsWhitelist);
  const expiry = compareExpiry(told.expiresAt ?? asked.expiresAt, asked.expiresAt);
  const isKnown = (part: 'ipsWhitelist' | 'expiresAt') => told[part] !== undefined || !unread.includes(part);
  return {
    scopes: scopes.granted,
    ipsWhitelist: isKnown('ipsWhitelist') ? addresses.granted : undefined,
    expiresAt: isKnown('expiresAt') ? expiry.granted : undefined,
    more: [...scopes.more, ...addresses.more, ...expiry.more],
    less: [
      ...[...scopes.less, ...addresses.less, ...expiry.less],
      ...unread.map((part) => `${part} in a form that cannot be read`),
    ],
  };
}

type Names = readonly string[];

function compareScopes(told: readonly (number | string)[], asked: Names): Comparison<Names> {
  const [toldKeys, askedKeys] = [new Set(told.map(keyOf)), new Set(asked.map(keyOf))];
  const extra = told.filter((scope) => !askedKeys.has(keyOf(scope)));
  const missing = asked.filter((name) => !toldKeys.has(keyOf(name)));
  // An id that the action does not know may come back under a name, and nothing tells which one. So they are counted.
  const ids = asked.filter((name) => isId(name)).length;
  const strangers = extra.filter(mayNameAnId).length;
  const more = strangers > ids ? extra : extra.filter((scope) => !mayNameAnId(scope));
  const less = strangers === ids ? missing.filter((name) => !isId(name)) : missing;
  return {
    granted: asked.filter((name) => !less.includes(name)),
    more: more.map((scope) => `the scope ${scope}`),
    less: less.map((name) => `without the scope ${name}`),
  };
}

/** The same for the id and all names of a scope. */
function keyOf(scope: number | string): string {
  return knownScope(isId(scope) ? Number(scope) : scope)?.short ?? String(scope).toLowerCase();
}

const isId = (scope: number | string) => /^\d+$/.test(String(scope));

/** Whether an unknown id may stand for it: a name that no known id has in v1. */
function mayNameAnId(scope: number | string): boolean {
  const { v2 = scope } = knownScope(scope) ?? {};
  return !isId(scope) && v2 === scope;
}

/** Reports a text that is not an address, but does not count it as a granted address. */
function compareAddresses(told: Names, asked: Names): Comparison<Names> {
  const granted = told.filter(isIPv4);
  const isAny = told.length === 0;
  if (asked.length === 0) {
    return { granted, more: [], less: isAny ? [] : [`for use from ${told.join(', ')} only`] };
  }
  if (isAny) return { granted, more: ['use from any address'], less: [] };
  const extra = told.filter((address) => !asked.includes(address));
  const missing = asked.filter((address) => !told.includes(address));
  return {
    granted,
    more: extra.map((address) => `use from the address ${address}`),
    less: missing.map((address) => `without the address ${address}`),
  };
}

/** A fraction of a second is no difference. */
function compareExpiry(told: Time | 'never', asked: Time): Comparison<Time> {
  if (told === 'never') return { granted: asked, more: ['no expiry'], less: [] };
  const times = [`expiry at ${utcSeconds(told)} instead of ${utcSeconds(asked)}`];
  return { granted: told, more: told - asked >= SECOND ? times : [], less: asked - told >= SECOND ? times : [] };
}
