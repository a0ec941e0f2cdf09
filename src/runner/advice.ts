import type { EtoroError } from '../etoro/errors.ts';
import { verdictOf } from '../etoro/verdict.ts';

export const notAsPromised =
  'This is not what the API of eToro promises. Check the input api-url, and any proxy on the way.';

const noSuchPortfolio =
  'This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.';

/** What the user can do about a refusal, by its error code. */
export const adviceByCode: Readonly<Record<string, string>> = {
  Forbidden:
    'The user key belongs to an agent-portfolio. Use the user key of the account that owns the agent-portfolio.',
  InsufficientPermissions:
    'The user key lacks a permission. To create a token it needs agent-portfolio:write or real:write (with api-version v2, real:write may not be enough), and to list tokens any permission for real or agent-portfolio. The permissions of a key are chosen when it is made: make another one in eToro, in Settings > Trading > Create New Key, with environment Real and Write access.',
  ScopeIdsRequired: 'Name at least one scope in the input scopes.',
  ScopeIdInvalid: 'eToro does not know one of the scopes: check the input scopes for ids.',
  ScopeIdsDuplicateItems: 'Name each scope once in the input scopes.',
  ScopeNameNotAllowed:
    'The user key may not grant one of the scopes. Ask for fewer in the input scopes, or use a user key that has them: a key for the environment Real grants real scopes, a key for Demo grants demo scopes.',
  IpsWhitelistInvalidIp: 'eToro accepts public IPv4 addresses only: check the input runner-ip.',
  ValidationFailed:
    'Check the inputs expires-in and scopes, and that the clock of this runner is right.',
  MaxUserTokensExceeded: 'Revoke tokens on the portfolio that nobody needs any more.',
  TooManyRequests:
    'eToro limits how many calls a user key makes in a minute, and each job makes at least two. Start fewer jobs at once (strategy.max-parallel), or raise the input timeout.',
};

/** What the user can do about a refusal whose code says nothing, by its status. */
export const adviceByStatus: readonly (readonly [from: number, to: number, advice: string])[] = [
  [
    300,
    399,
    'This step does not follow redirects, because they could take the keys to another place. Check the input api-url.',
  ],
  [400, 400, 'Check the inputs of this step.'],
  [
    401,
    401,
    'A key is wrong, expired, or not allowed from this runner. Check the secrets behind api-key and user-key, and whether the user key is limited to some addresses.',
  ],
  [403, 403, 'The user key may not do this. Check its permissions in eToro.'],
  [404, 404, noSuchPortfolio],
  [407, 407, 'The proxy wants other credentials. Check https_proxy in the environment.'],
  [429, 429, 'Start fewer jobs at once (strategy.max-parallel), or raise the input timeout.'],
  [500, 599, 'eToro has a problem. Try again later, or ask its support about the request id.'],
];

/** What the user can do about a failed call. */
export function adviceFor(error: EtoroError): string {
  const { failure } = error;
  switch (verdictOf(error).cause) {
    case 'portfolio-not-found':
      return noSuchPortfolio;
    case 'unexpected':
      return notAsPromised;
    case 'no-answer':
      if (failure.kind !== 'lost' || failure.mayPass) return unreachable;
      return failure.mayHaveArrived
        ? notAsPromised
        : 'Check the input api-url. Behind a proxy or a private CA, check https_proxy and NODE_EXTRA_CA_CERTS.';
    case 'not-etoro':
      if (failure.kind === 'refused' && failure.status < 400) break;
      return "This answer is not eToro's: a firewall, a proxy or a gateway gave it. Check the input api-url, and what is between this runner and eToro.";
    default:
  }
  if (failure.kind !== 'refused') return unreachable;
  const { status, errorCode = '' } = failure;
  const byStatus = adviceByStatus.find(([from, to]) => from <= status && status <= to)?.[2];
  const byCode = Object.hasOwn(adviceByCode, errorCode) ? adviceByCode[errorCode] : undefined;
  return byCode ?? byStatus ?? notAsPromised;
}

const unreachable =
  'Check the input api-url, the network of this runner and its proxy (https_proxy), or try again later.';
