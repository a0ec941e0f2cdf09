import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { load } from 'js-yaml';
import {
  OpenAPIBackend,
  type Context,
  type Document,
  type Handler,
  type Request,
} from 'openapi-backend';
import type { components, operations } from '../src/etoro/openapi.d.ts';
import type { Answer } from './faults.ts';
import { rateLimiter, rateLimitHeaders, type RateLimitHeaders } from './rate-limiter.ts';
import { isScopeId, permissionOf, scopeName, scopeNameV2, type Permission } from './scopes.ts';

/** Read once, because a process of the tests starts hundreds of sandboxes. */
const definition = load(readFileSync(new URL('openapi.yaml', import.meta.url), 'utf8')) as Document;

type Schemas = components['schemas'];

/** A call by its `operationId`, or one that eToro does not know. */
export type Operation = keyof operations | 'unknown';

export interface Rules {
  readonly apiKey: string;
  readonly userKey: string;
  /** What the user key may do with user tokens. The calls on the accounts are always allowed to it. */
  readonly userKeyPermissions: readonly Permission[];
  /**
   * Which reference the calls of v1 follow: today's takes scope names too, and its 201 says what was granted. That of
   * v1.206.0 takes ids only, and its 201 has two fields.
   */
  readonly answers: 'today' | 'v1.206.0';
  readonly portfolios: readonly { readonly id: string; readonly name: string }[];
  /** How many tokens a portfolio can have, expired ones included. */
  readonly tokenLimit: number;
  /** `separate`: writes and reads have a limit each. `pool`: creating, listing and revoking share one limit. */
  readonly rateLimit: 'separate' | 'pool';
  readonly writesPerWindow: number;
  readonly readsPerWindow: number;
  /** The limit of the pool. */
  readonly callsPerWindow: number;
  readonly windowMs: number;
  readonly rateLimitHeaders: RateLimitHeaders;
  /** The IPv4 address that every caller seems to come from. */
  readonly clientIp: string;
  /** The scopes that can be granted by name, as v2 spells them. */
  readonly allowedScopeNames: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A token on a portfolio. */
export interface SandboxToken {
  readonly id: string;
  readonly name: string;
  readonly portfolioId: string;
  /** What was granted: ids or names, as they were asked for. */
  readonly scopes: readonly (number | string)[];
  /** Empty: it can be used from anywhere. */
  readonly ips: readonly string[];
  /** `undefined` for a token that never expires. */
  readonly expiresAt: string | undefined;
  readonly createdAt: string;
  /** What the holder of the token sends as `x-user-key`. The API shows it once. */
  readonly secret: string;
}

/** What a create call asks for, and what eToro grants. */
export type Grant = Pick<SandboxToken, 'name' | 'scopes' | 'ips' | 'expiresAt'>;

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Request['headers'];
  readonly body: string;
  /** Whether an earlier request had the same `x-request-id`. */
  readonly repeatsRequestId: boolean;
}

/** eToro without the HTTP: it takes calls, gives answers, and keeps the tokens. */
interface Etoro {
  operationOf(call: Call): Operation;
  /** @param grant changes what a create call is granted; without it, a token has what was asked for */
  answer(call: Call, grant?: (asked: Grant) => Grant): Promise<Answer>;
  tokens(): readonly SandboxToken[];
  /** The secrets of all tokens, including those that are gone. */
  readonly issuedSecrets: readonly string[];
  addToken(token: Partial<SandboxToken>): SandboxToken;
}

/**
 * What a key must be allowed for each call. Any one of the permissions is enough.
 *
 * The reference does not say what revoking needs. Here it is what creating needs in v1, whose path it uses.
 */
const neededPermissions: Readonly<Record<Exclude<Operation, 'getIp'>, readonly Permission[]>> = {
  listAgentPortfolios: ['agent-portfolio:read', 'agent-portfolio:write', 'real:read', 'real:write'],
  createUserToken: ['agent-portfolio:write', 'real:write'],
  createUserTokenV2: ['agent-portfolio:write'],
  deleteUserToken: ['agent-portfolio:write', 'real:write'],
  getDemoPnl: ['demo:read'],
  getRealPnl: ['real:read'],
  unknown: [],
};

/** A call that eToro refuses. */
class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: Answer;

  constructor(status: number, errorCode: string, errorMessage: string, headers = {}) {
    super(errorMessage);
    this.answer = json(status, { errorCode, errorMessage }, headers);
  }
}

const unauthorized = () => new Refusal(401, 'Unauthorized', 'Unauthorized');
const forbidden = () =>
  new Refusal(403, 'Forbidden', 'Access to this resource on the server is denied');
const insufficientPermissions = () =>
  new Refusal(403, 'InsufficientPermissions', 'UserToken does not have permission to access');
const scopeIdsRequired = () => new Refusal(400, 'ScopeIdsRequired', 'ScopeIds is required');
const invalid = (why: string) => new Refusal(400, 'ValidationFailed', why);

function json(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

interface Ids {
  readonly agentPortfolioId: string;
  readonly userTokenId: string;
}

/** What a handler gets with the request, and where it puts its answer. */
interface Exchange {
  readonly call: Call;
  readonly grant: ((asked: Grant) => Grant) | undefined;
  headers: Record<string, string>;
  answer?: Answer;
}

/** Makes a handler of a function that answers. `Body` is what the description allows. */
function answering<Body = unknown>(
  answer: (body: Body, ids: Ids, exchange: Exchange) => Answer,
): Handler<Body, Ids> {
  return ({ request }: Context<Body, Ids>, exchange: Exchange) => {
    exchange.answer = answer(request.requestBody, request.params, exchange);
  };
}

/**
 * Starts an eToro with empty portfolios.
 *
 * The order of its refusals: unknown route, wrong keys, missing permissions, rate limit, a request that is not as
 * described, and then what depends on the portfolio.
 */
export async function startEtoro(rules: Rules): Promise<Etoro> {
  const { apiKey, userKey, portfolios, now } = rules;
  let tokens: SandboxToken[] = [];
  const issuedSecrets: string[] = [];
  const takeCall = rateLimiter(rules.callsPerWindow, rules.windowMs, now);
  const takeWrite = rateLimiter(rules.writesPerWindow, rules.windowMs, now);
  const takeRead = rateLimiter(rules.readsPerWindow, rules.windowMs, now);

  const tokensOf = (portfolioId: string) =>
    tokens.filter((token) => token.portfolioId === portfolioId);

  function portfolioIdOf({ agentPortfolioId }: Ids): string {
    const portfolio = portfolios.find(({ id }) => isSameId(id, agentPortfolioId));
    if (!portfolio) throw new Refusal(404, 'NotFound', 'Agent-portfolio not found');
    return portfolio.id;
  }

  function authorize(operation: Exclude<Operation, 'getIp'>, { headers }: Call): void {
    if (headers['x-api-key'] !== apiKey) throw unauthorized();
    const key = headers['x-user-key'];
    const isAccountCall = operation === 'getDemoPnl' || operation === 'getRealPnl';
    const needed = neededPermissions[operation];
    if (key === userKey) {
      if (isAccountCall || needed.some((one) => rules.userKeyPermissions.includes(one))) return;
      throw insufficientPermissions();
    }
    const token = tokens.find(({ secret }) => secret === key);
    if (!token || isExpired(token, now())) throw unauthorized();
    if (token.ips.length > 0 && !token.ips.includes(rules.clientIp)) throw unauthorized();
    // A token trades on its agent-portfolio. Only the owner's user key manages the tokens.
    if (!isAccountCall) throw forbidden();
    const allowed = token.scopes.map(permissionOf);
    if (!needed.some((one) => allowed.includes(one))) throw insufficientPermissions();
  }

  /** @returns the headers that tell the caller how many calls are left */
  function limitRate(operation: Exclude<Operation, 'getIp'>): Record<string, string> {
    if (operation === 'getDemoPnl' || operation === 'getRealPnl') return {};
    const takeSeparate = operation === 'listAgentPortfolios' ? takeRead : takeWrite;
    const quota = (rules.rateLimit === 'pool' ? takeCall : takeSeparate)(userKey);
    const headers = rateLimitHeaders(quota, rules.rateLimitHeaders, now());
    if (quota.allowed) return headers;
    throw new Refusal(429, 'TooManyRequests', 'Too many requests', {
      ...headers,
      'retry-after': String(Math.max(1, Math.ceil((quota.freeAt - now()) / 1000))),
    });
  }

  function addToken(given: Partial<SandboxToken>): SandboxToken {
    const token: SandboxToken = {
      id: randomUUID(),
      name: `token-${randomBytes(6).toString('hex')}`,
      portfolioId: portfolios[0]?.id ?? '',
      scopes: [201],
      ips: [],
      expiresAt: undefined,
      createdAt: new Date(now()).toISOString(),
      secret: `sk_live_${randomBytes(16).toString('hex')}`,
      ...given,
    };
    tokens.push(token);
    issuedSecrets.push(token.secret);
    return token;
  }

  function createToken(
    ids: Ids,
    scopes: readonly (number | string)[],
    { userTokenName, ipsWhitelist = [], expiresAt }: Schemas['CreateUserTokenRequest'],
    { grant = (asked) => asked }: Exchange,
  ): SandboxToken {
    const portfolioId = portfolioIdOf(ids);
    if (expiresAt !== undefined && Date.parse(expiresAt) <= now()) {
      throw invalid('ExpiresAt must be in the future');
    }
    const others = tokensOf(portfolioId);
    if (others.some(({ name }) => name === userTokenName)) {
      throw new Refusal(
        409,
        'UserKeyNameAlreadyExists',
        'A user key with this name already exists',
      );
    }
    if (others.length >= rules.tokenLimit) {
      const message = 'The maximum number of user tokens has been exceeded';
      throw new Refusal(429, 'MaxUserTokensExceeded', message);
    }
    const asked = { name: userTokenName, scopes, ips: ipsWhitelist, expiresAt };
    return addToken({ ...grant(asked), portfolioId });
  }

  function assertAllowed(scopeNames: readonly string[]): void {
    const refused = scopeNames.find((name) => !rules.allowedScopeNames.includes(name));
    if (refused === undefined) return;
    throw new Refusal(403, 'ScopeNameNotAllowed', `The scope ${refused} is not allowed`);
  }

  const pnl = answering(() => json(200, { clientPortfolio: { credit: 10_000, positions: [] } }));

  const api = new OpenAPIBackend({
    definition,
    strict: true,
    // Its own check of the description costs half a second; a test does it once.
    quick: true,
    ignoreTrailingSlashes: false,
    ajvOpts: { allErrors: true },
    customizeAjv(ajv) {
      ajv.addFormat('uuid', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
      ajv.addFormat('ipv4', isIPv4);
      ajv.addFormat('date-time', isDateTime);
      return ajv;
    },
    handlers: {
      notFound: () => {
        throw new Refusal(404, 'NotFound', 'Not found');
      },

      postRoutingHandler: ({ operation }: Partial<Context>, exchange: Exchange) => {
        const id = operationIdOf(operation);
        if (!operation || id === 'getIp') return;
        const { call } = exchange;
        authorize(id, call);
        exchange.headers = limitRate(id);
        if (call.repeatsRequestId) throw invalid('x-request-id was used before');
        if (operation.requestBody && !/^application\/json(?:;|$)/i.test(contentType(call))) {
          throw invalid('content-type must be application/json');
        }
      },

      validationFail: ({ validation }) => {
        throw refusalOf(validation.errors ?? []);
      },

      listAgentPortfolios: answering(() =>
        json(200, {
          agentPortfolios: portfolios.map(({ id, name }) => ({
            agentPortfolioId: id,
            agentPortfolioName: name,
            userTokens: tokensOf(id).map((token) => listed(token, rules.answers)),
          })),
        } satisfies Schemas['AgentPortfolioList']),
      ),

      createUserToken: answering<Schemas['CreateUserTokenRequest']>((body, ids, exchange) => {
        const { scopeIds, scopeNames = [] } = body;
        if (!scopeIds && rules.answers === 'v1.206.0') throw scopeIdsRequired();
        if (!(scopeIds ?? []).every(isScopeId)) {
          throw new Refusal(400, 'ScopeIdInvalid', 'ScopeIds contains an unknown scope');
        }
        assertAllowed(scopeNames.map(scopeNameV2));
        const token = createToken(ids, scopeIds ?? scopeNames, body, exchange);
        const { userTokenId, userToken, ...granted } = created(token);
        return json(201, {
          userTokenId,
          userToken,
          ...(rules.answers === 'today' && granted),
        } satisfies Schemas['CreateUserTokenResponse']);
      }),

      createUserTokenV2: answering<Schemas['CreateUserTokenV2Request']>((body, ids, exchange) => {
        assertAllowed(body.scopeNames);
        return json(201, created(createToken(ids, body.scopeNames, body, exchange)));
      }),

      deleteUserToken: answering((_body, ids) => {
        const portfolioId = portfolioIdOf(ids);
        const token = tokensOf(portfolioId).find(({ id }) => isSameId(id, ids.userTokenId));
        if (!token) throw new Refusal(404, 'NotFound', 'User token not found');
        tokens = tokens.filter((other) => other !== token);
        return { status: 204, headers: {}, body: '' };
      }),

      getDemoPnl: pnl,
      getRealPnl: pnl,

      getIp: answering(() => ({
        status: 200,
        headers: { 'content-type': 'text/plain' },
        body: `${rules.clientIp}\n`,
      })),
    },
  });
  await api.init();

  /** Callers must not learn from the sandbox what the description does not say. */
  function assertDescribed(call: Call, { status, body, headers }: Answer): void {
    const operation = api.matchOperation(call);
    if (!operation) return;
    const isJson = headers['content-type']?.startsWith('application/json') ?? false;
    const answer: unknown = isJson ? JSON.parse(body) : body;
    const { errors } = api.validateResponse(answer, operation, status);
    if (!Object.hasOwn(operation.responses ?? {}, status) || (isJson && errors)) {
      throw new Error(
        `openapi.yaml does not describe this answer of ${operationIdOf(operation)}: ${status} ${body}`,
      );
    }
  }

  return {
    operationOf: (call) => operationIdOf(api.matchOperation(call)),
    tokens: () => [...tokens],
    issuedSecrets,
    addToken,
    async answer(call, grant) {
      const exchange: Exchange = { call, grant, headers: {} };
      try {
        await api.handleRequest(call, exchange);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        exchange.answer = error.answer;
      }
      if (!exchange.answer) throw new Error(`nothing answers ${call.method} ${call.path}`);
      assertDescribed(call, exchange.answer);
      return { ...exchange.answer, headers: { ...exchange.headers, ...exchange.answer.headers } };
    },
  };
}

function created(token: SandboxToken): Schemas['CreateUserTokenV2Response'] {
  return {
    ...described(token),
    scopeNames: token.scopes.map(scopeName),
    userToken: token.secret,
  };
}

function listed(token: SandboxToken, answers: Rules['answers']): Schemas['UserToken'] {
  const scopeIds = token.scopes.filter((scope) => typeof scope === 'number');
  const scopeNames =
    answers === 'today'
      ? token.scopes.map(scopeName)
      : token.scopes.filter((scope) => typeof scope === 'string');
  return {
    ...described(token),
    ...(scopeIds.length > 0 && { scopeIds }),
    ...(scopeNames.length > 0 && { scopeNames }),
  };
}

function described({ id, name, ips, expiresAt, createdAt }: SandboxToken) {
  return {
    userTokenId: id,
    userTokenName: name,
    clientId: 'sandbox-client',
    ipsWhitelist: ips.length > 0 ? [...ips] : null,
    expiresAt: expiresAt ?? null,
    createdAt,
  };
}

function isExpired({ expiresAt }: SandboxToken, now: number): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now;
}

function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function contentType({ headers }: Call): string {
  const type = headers['content-type'];
  return typeof type === 'string' ? type : '';
}

function operationIdOf(operation: { operationId?: string } | undefined): Operation {
  const id = operation?.operationId;
  return isOperation(id) ? id : 'unknown';
}

const operationIds = {
  listAgentPortfolios: true,
  createUserToken: true,
  createUserTokenV2: true,
  deleteUserToken: true,
  getDemoPnl: true,
  getRealPnl: true,
  getIp: true,
} satisfies Record<keyof operations, true>;

function isOperation(id: string | undefined): id is keyof operations {
  return id !== undefined && Object.hasOwn(operationIds, id);
}

/** Whether a text is a full date and time in UTC. JavaScript's own parser reads the 30th of February as the 1st of March. */
function isDateTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === text.slice(0, 19);
}

interface Problem {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** The documented code for a request that the description does not allow. */
function refusalOf(problems: readonly Problem[]): Refusal {
  const has = (path: RegExp, ...keywords: string[]) =>
    problems.some(
      ({ instancePath, keyword }) => path.test(instancePath) && keywords.includes(keyword),
    );
  const lacksScopeIds = problems.some(
    ({ keyword, params }) => keyword === 'required' && params['missingProperty'] === 'scopeIds',
  );
  if (lacksScopeIds || has(/\/scopeIds$/, 'minItems')) {
    return scopeIdsRequired();
  }
  if (has(/\/scopeIds\/\d+$/, 'type')) {
    return new Refusal(400, 'ScopeIdInvalid', 'ScopeIds contains an unknown scope');
  }
  if (has(/\/scopeIds$/, 'uniqueItems')) {
    return new Refusal(400, 'ScopeIdsDuplicateItems', 'ScopeIds contains duplicate items');
  }
  if (has(/\/ipsWhitelist\/\d+$/, 'format', 'type')) {
    const message = 'IpsWhitelist contains an invalid IPv4 address';
    return new Refusal(400, 'IpsWhitelistInvalidIp', message);
  }
  return invalid(
    problems
      .map(({ instancePath, message = '' }) => `${instancePath} ${message}`.trim())
      .join(', '),
  );
}
