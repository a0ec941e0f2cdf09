import { verdictOf, type EtoroError, type Operation, type Refusal } from '../etoro/errors.ts';

/** Which program tells about a failure. They have different inputs. */
export type Place = 'step' | 'post step' | 'action revoke';

const notAsPromised = 'This is not what the API of eToro promises. Check the input api-url, and any proxy on the way.';

const inFront =
  "This answer is not eToro's: a firewall, a proxy or a gateway gave it. Check the input api-url, and what is between this runner and eToro.";

const mayHaveEnded = 'eToro may have ended v1 of this call: if api-version is v1, try v2.';

const isCutOff = /\bmalformed x-(?:api|user)-key\b/i;
const cutOff =
  'A key is cut off. Keys end in "_", which a double click does not select: copy the key into the secret again, up to its last character.';

const otherKey =
  'This may be a key for Demo. The permissions of a key are chosen when it is made: make another one in eToro, in Settings > Trading > Create New Key, with environment Real, Write access, and Agent portfolio where that is offered.';

const mayNotGrant =
  'The user key may not grant one of the scopes. This may be a key for Demo, which grants demo scopes, and a key for Real grants real scopes. Use another user key, or ask for fewer in the input scopes.';

/** What the user can do about eToro's refusal to create a token, by its code. Only the step has these inputs. */
const byCodeOfCreate = new Map(
  Object.entries({
    InsufficientPermissions: `The user key lacks a permission. To create a token it needs agent-portfolio:write or real:write (with api-version v2, real:write may not be enough). ${otherKey}`,
    ScopeIdsRequired: 'Name at least one scope in the input scopes.',
    ScopeIdInvalid: 'eToro does not know one of the scopes: check the input scopes for ids.',
    ScopeIdsDuplicateItems: 'Name each scope once in the input scopes.',
    ScopeIdNotAllowed: mayNotGrant,
    ScopeNameNotAllowed: mayNotGrant,
    IpsWhitelistInvalidIp: 'eToro accepts public IPv4 addresses only: check the input runner-ip.',
    ValidationFailed: 'Check the inputs expires-in and scopes, and that the clock of this runner is right.',
  }),
);

/** What the user can do about a failed call, by what it was for and by what was seen. */
export function adviceFor(error: EtoroError, place: Place): string {
  const { failure, call } = error;
  switch (failure.kind) {
    case 'refused':
      if (failure.errorCode === undefined) return aboutForeign(failure, call.operation, place);
      return aboutRefusal(error, failure, place);
    case 'unexpected':
      return notAsPromised;
    case 'unlisted':
      return noPortfolio(place);
    case 'lost':
      if (failure.mayPass)
        return 'Check the input api-url, the network of this runner and its proxy (https_proxy), or try again later.';
      return failure.mayHaveArrived
        ? notAsPromised
        : 'Check the input api-url. Behind a proxy or a private CA, check https_proxy and NODE_EXTRA_CA_CERTS.';
  }
}

/** About an answer without eToro's own code, so something else gave it. */
function aboutForeign({ status, errorMessage = '' }: Refusal, operation: Operation, place: Place): string {
  if (status === 429) return limited('Something in front of eToro limits the calls', place);
  if (status < 500 && /^error code: 1\d{3}$/.test(errorMessage)) {
    return 'Cloudflare, in front of eToro, blocks this client or the address of this runner. That says nothing about the keys. Try another runner, or ask the support of eToro.';
  }
  if (status >= 300 && status < 400) {
    return 'A redirect is not followed, because it could take the keys to another place. Check the input api-url.';
  }
  if (status === 401 && isCutOff.test(errorMessage)) return cutOff;
  if (status === 407) return 'The proxy wants other credentials. Check https_proxy in the environment.';
  if (status === 408 || status >= 500)
    return 'A gateway in front of eToro, or a proxy on the way, has a problem. Try again later.';
  const isEnded = operation === 'create' && (status === 404 || status === 410);
  return isEnded ? `${inFront} Or ${mayHaveEnded}` : inFront;
}

/** About eToro's own refusal. */
function aboutRefusal(error: EtoroError, { status, errorCode = '', errorMessage = '' }: Refusal, place: Place): string {
  const { operation } = error.call;
  switch (verdictOf(error).cause) {
    case 'rate-limit':
      return limited('eToro limits how many calls a user key makes in a minute', place);
    case 'full':
      return 'Revoke tokens on the portfolio that nobody needs any more: the action revoke does that.';
    case 'name-taken':
      return 'No other call has this name, so something on the way has sent the call twice. Check any proxy on the way.';
    case 'portfolio-not-found':
      return noPortfolio(place);
    case 'outage':
      return 'eToro has a problem. Try again later, or ask its support about the request id.';
    default:
  }
  if (errorCode === 'Forbidden') {
    return 'The user key belongs to an agent-portfolio. Use the user key of the account that owns the agent-portfolio.';
  }
  const advice = operation === 'create' ? byCodeOfCreate.get(errorCode) : undefined;
  if (advice !== undefined) return advice;
  if (errorCode === 'InsufficientPermissions') {
    const needs = operation === 'list' ? ' To list tokens it needs any permission for real or agent-portfolio.' : '';
    return `The user key lacks a permission.${needs} ${otherKey}`;
  }
  if (status === 400 && operation === 'create') return 'Check the inputs of this step.';
  if (status === 400 && place === 'action revoke') return 'Check the inputs portfolio-id and token-ids.';
  if (status === 401) {
    if (isCutOff.test(errorMessage)) return cutOff;
    return place === 'post step'
      ? 'Since the token was made, a key was revoked or has expired, or the runner has another address.'
      : 'A key is wrong, expired, or not allowed from this runner. Check the secrets behind api-key and user-key, and whether the user key is limited to some addresses.';
  }
  if (status === 403) return 'The user key may not do this. Check its permissions in eToro.';
  return status === 410 && operation === 'create' ? mayHaveEnded : 'Ask the support of eToro about the request id.';
}

function limited(what: string, place: Place): string {
  if (place === 'action revoke') return `${what}. Raise the input timeout, or run this again later.`;
  const fewer = `${what}, and each job makes at least two. Start fewer jobs at once (strategy.max-parallel)`;
  return place === 'step' ? `${fewer}, or raise the input timeout.` : `${fewer}.`;
}

function noPortfolio(place: Place): string {
  return place === 'post step'
    ? 'This user key had the agent-portfolio when the token was made, and does not have it now.'
    : 'This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.';
}
