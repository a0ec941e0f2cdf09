import { isIPv4 } from 'node:net';
import type { Grant } from '../etoro/answers.ts';
import type { UserTokenOrder } from '../etoro/client.ts';
import type { Call } from '../etoro/errors.ts';
import { knownScope, namesOf, type Scopes } from '../etoro/scopes.ts';
import { utcSeconds, type Time } from '../time/clock.ts';
import { SECOND } from '../time/duration.ts';

/** eToro granted more than was asked for. The message says what. */
export class GrantedMore extends Error {
  override readonly name = 'GrantedMore';
  readonly call: Call;

  constructor(more: string, call: Call) {
    super(`eToro granted more than was asked for: ${more}`);
    this.call = call;
  }
}

/** A token as it was granted, and how that differs from what was asked for. */
export interface Granted {
  /** Full names; an id that is not known, as the number. */
  readonly scopes: readonly string[];
  /** The addresses that may use it; none: any. */
  readonly ipsWhitelist: readonly string[];
  readonly expiresAt: Time;
  readonly more: readonly string[];
  readonly less: readonly string[];
}

/** Compares what eToro says that it granted with what was asked for. What it does not say counts as asked. */
export function compareGrant(told: Grant, asked: UserTokenOrder): Granted {
  const scopes = compareScopes(told.scopes, asked.scopes);
  const addresses = compareAddresses(told.ipsWhitelist, asked.ipsWhitelist);
  const expiry = compareExpiry(told.expiresAt, asked.expiresAt);
  return {
    scopes: scopes.granted,
    ipsWhitelist: addresses.granted,
    expiresAt: expiry.granted,
    more: [scopes, addresses, expiry].flatMap(({ more = [] }) => more),
    less: [scopes, addresses, expiry].flatMap(({ less = [] }) => less),
  };
}

interface Comparison<T> {
  readonly granted: T;
  readonly more?: string[];
  readonly less?: string[];
}

function compareScopes(told: Grant['scopes'], scopes: Scopes): Comparison<string[]> {
  const names = namesOf(scopes);
  if (told === undefined) return { granted: names };
  const keyOf = (scope: number | string) => knownScope(scope)?.short ?? String(scope).toLowerCase();
  const toldKeys = new Set(told.map(keyOf));
  const askedKeys = new Set(names.map(keyOf));
  const isUnknownId = (name: string) => /^\d+$/.test(name);
  // An id that the action does not know may come back under a name that it does not know either.
  const unnamed = names.filter((name) => isUnknownId(name) && !toldKeys.has(name)).length;
  const extra = told.filter((scope) => !askedKeys.has(keyOf(scope)));
  const strange = extra.filter((scope) => knownScope(scope) === undefined);
  const isExplained = strange.length <= unnamed;
  const more = isExplained ? extra.filter((scope) => !strange.includes(scope)) : extra;
  const isGranted = (name: string) =>
    toldKeys.has(keyOf(name)) || (isUnknownId(name) && isExplained && strange.length === unnamed);
  return {
    granted: names.filter(isGranted),
    more: more.map((scope) => `the scope ${scope}`),
    less: names.filter((name) => !isGranted(name)).map((name) => `without the scope ${name}`),
  };
}

function compareAddresses(
  told: Grant['ipsWhitelist'],
  asked: readonly string[],
): Comparison<readonly string[]> {
  if (told === undefined) return { granted: asked };
  if (told.length === 0) {
    return { granted: [], more: asked.length > 0 ? ['use from any address'] : [] };
  }
  const extra = asked.length > 0 ? told.filter((address) => !asked.includes(address)) : [];
  const missing = asked.filter((address) => !told.includes(address));
  return {
    // What is no address is text from somebody else, and is not passed on as one.
    granted: told.filter(isIPv4),
    more: extra.map((address) => `use from the address ${address}`),
    less:
      asked.length === 0
        ? [`for use from ${told.join(', ')} only`]
        : missing.map((address) => `without the address ${address}`),
  };
}

function compareExpiry(told: Grant['expiresAt'], asked: Time): Comparison<Time> {
  if (told === undefined) return { granted: asked };
  if (told === 'never') return { granted: asked, more: ['no expiry'] };
  const times = `expiry at ${utcSeconds(told)} instead of ${utcSeconds(asked)}`;
  return {
    granted: told,
    // A fraction of a second is no difference.
    more: told - asked >= SECOND ? [times] : [],
    less: asked - told >= SECOND ? [times] : [],
  };
}
