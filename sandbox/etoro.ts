import { randomBytes, randomUUID } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { fileURLToPath } from 'node:url';
import { OpenAPIBackend, type Context, type Handler, type Request } from 'openapi-backend';
import type { components, operations } from '../src/etoro/openapi.d.ts';
import type { Answer } from './faults.ts';
import { rateLimiter } from './rate-limiter.ts';

type Schemas = components['schemas'];

/** A call by its `operationId`, or one that eToro does not know. */
export type Operation = keyof operations | 'unknown';

export interface Rules {
  readonly apiKey: string;
  readonly userKey: string;
  readonly portfolios: readonly { readonly id: string; readonly name: string }[];
  /** How many tokens a portfolio takes, expired ones included. */
  readonly tokenLimit: number;
  readonly writesPerWindow: number;
  readonly readsPerWindow: number;
  readonly windowMs: number;
  /** The IPv4 address that every caller seems to come from. */
  readonly clientIp: string;
  /** The scopes that v2 grants. */
  readonly allowedScopeNames: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A token on a portfolio. */
export interface SandboxToken {
  readonly id: string;
  readonly name: string;
  readonly portfolioId: string;
  /** What was granted: ids by v1, names by v2. */
  readonly scopes: readonly (number | string)[];
  /** None: it may be used from anywhere. */
  readonly ips: readonly string[];
  /** Nothing for a token that never expires. */
  readonly expiresAt: string | undefined;
  readonly createdAt: string;
  /** What the one who holds the token sends as `x-user-key`. The API shows it once. */
  readonly secret: string;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Request['headers'];
  readonly body: string;
  /** Whether an earlier request had the same `x-request-id`. */
  readonly repeatsRequestId: boolean;
}

/** eToro without the HTTP: calls in, answers out, tokens kept. */
export interface Etoro {
  operationOf(call: Call): Operation;
  answer(call: Call): Promise<Answer>;
  tokens(): readonly SandboxToken[];
  /** Every secret ever made, also of tokens that are gone. */
  readonly issuedSecrets: readonly string[];
  addToken(token: Partial<SandboxToken>): SandboxToken;
}

/** What the scopes of both versions let a token do. Those that v1 does not name let it do nothing here. */
const permissions: Readonly<Record<string, string>> = {
  200: 'real:read',
  201: 'demo:read',
  202: 'real:write',
  203: 'demo:write',
  'etoro-public:trade.real:read': 'real:read',
  'etoro-public:trade.demo:read': 'demo:read',
  'etoro-public:trade.real:write': 'real:write',
  'etoro-public:trade.demo:write': 'demo:write',
};

const knownScopeIds = [200, 201, 202, 203, 211, 212];

/** A call that eToro turns down. */
class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: Answer;

  constructor(status: number, errorCode: string, errorMessage: string, headers = {}) {
    super(errorMessage);
    this.answer = json(status, { errorCode, errorMessage }, headers);
  }
}

const unauthorized = () => new Refusal(401, 'Unauthorized', 'Unauthorized');
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

/** What a handler gets besides the request, and where it leaves its answer. */
interface Exchange {
  readonly call: Call;
  headers: Record<string, string>;
  answer?: Answer;
}

/** Makes a handler of a function that answers; `Body` is what the description has let through. */
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
 * The order of its refusals: unknown route, wrong keys, rate limit, request not as described, and then what depends on
 * the portfolio.
 */
export async function startEtoro(rules: Rules): Promise<Etoro> {
  const { apiKey, userKey, portfolios, now } = rules;
  let tokens: SandboxToken[] = [];
  const issuedSecrets: string[] = [];
  const takeWrite = rateLimiter(rules.writesPerWindow, rules.windowMs, now);
  const takeRead = rateLimiter(rules.readsPerWindow, rules.windowMs, now);

  const tokensOf = (portfolioId: string) =>
    tokens.filter((token) => token.portfolioId === portfolioId);

  function portfolioIdOf({ agentPortfolioId }: Ids): string {
    const portfolio = portfolios.find(({ id }) => isSameId(id, agentPortfolioId));
    if (!portfolio) throw new Refusal(404, 'NotFound', 'Agent-portfolio not found');
    return portfolio.id;
  }

  function authorize(operation: Operation, { headers }: Call): void {
    if (headers['x-api-key'] !== apiKey) throw unauthorized();
    if (headers['x-user-key'] === userKey) return;
    const needed =
      operation === 'getDemoPnl'
        ? 'demo:read'
        : operation === 'getRealPnl'
          ? 'real:read'
          : undefined;
    const token = tokens.find(({ secret }) => secret === headers['x-user-key']);
    // A user token is made for trading, not for making more of its kind.
    if (!token || needed === undefined || isExpired(token, now())) throw unauthorized();
    if (token.ips.length > 0 && !token.ips.includes(rules.clientIp)) throw unauthorized();
    if (!token.scopes.some((scope) => permissions[scope] === needed)) {
      throw new Refusal(403, 'Forbidden', `The call needs the scope ${needed}`);
    }
  }

  /** @returns the headers that tell the caller how many calls are left */
  function limitRate(operation: Operation): Record<string, string> {
    const take =
      operation === 'createUserToken' ||
      operation === 'createUserTokenV2' ||
      operation === 'deleteUserToken'
        ? takeWrite
        : operation === 'listAgentPortfolios'
          ? takeRead
          : undefined;
    if (!take) return {};
    const { allowed, limit, remaining, freeAt } = take(userKey);
    const headers = {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(Math.ceil(freeAt / 1000)),
    };
    if (allowed) return headers;
    const seconds = Math.max(1, Math.ceil((freeAt - now()) / 1000));
    throw new Refusal(429, 'TooManyRequests', 'Too many requests', {
      ...headers,
      'retry-after': String(seconds),
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
    { userTokenName, ipsWhitelist = [], expiresAt }: Omit<CreateRequest, 'scopeIds' | 'scopeNames'>,
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
    return addToken({ portfolioId, name: userTokenName, scopes, ips: ipsWhitelist, expiresAt });
  }

  const pnl = answering(() => json(200, { clientPortfolio: { credit: 10_000, positions: [] } }));

  const api = new OpenAPIBackend({
    definition: fileURLToPath(new URL('openapi.yaml', import.meta.url)),
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
        if (!operation || operation.operationId === 'getIp') return;
        const { call } = exchange;
        authorize(operationIdOf(operation), call);
        exchange.headers = limitRate(operationIdOf(operation));
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
            userTokens: tokensOf(id).map(listed),
          })),
        } satisfies Schemas['AgentPortfolioList']),
      ),

      createUserToken: answering<Schemas['CreateUserTokenRequest']>(
        ({ scopeIds, ...order }, ids) => {
          if (!scopeIds.every((id) => knownScopeIds.includes(id))) {
            throw new Refusal(400, 'ScopeIdInvalid', 'ScopeIds contains an unknown scope');
          }
          const { id, secret } = createToken(ids, scopeIds, order);
          return json(201, {
            userTokenId: id,
            userToken: secret,
          } satisfies Schemas['CreateUserTokenResponse']);
        },
      ),

      createUserTokenV2: answering<Schemas['CreateUserTokenV2Request']>(
        ({ scopeNames, ...order }, ids) => {
          const refused = scopeNames.find((name) => !rules.allowedScopeNames.includes(name));
          if (refused !== undefined) {
            throw new Refusal(403, 'ScopeNameNotAllowed', `The scope ${refused} is not allowed`);
          }
          const token = createToken(ids, scopeNames, order);
          return json(201, {
            ...described(token),
            scopeNames,
            userToken: token.secret,
          } satisfies Schemas['CreateUserTokenV2Response']);
        },
      ),

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

  /** The sandbox must not teach its callers what the description does not say. */
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
    async answer(call) {
      const exchange: Exchange = { call, headers: {} };
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

type CreateRequest = Schemas['CreateUserTokenRequest'] & Schemas['CreateUserTokenV2Request'];

function listed(token: SandboxToken): Schemas['UserToken'] {
  const scopeIds = token.scopes.filter((scope) => typeof scope === 'number');
  const scopeNames = token.scopes.filter((scope) => typeof scope === 'string');
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

/** A time of the calendar in UTC, whole: JavaScript's own parser takes the 30th of February for the 1st of March. */
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

/** The documented code for what the description does not let through. */
function refusalOf(problems: readonly Problem[]): Refusal {
  const has = (path: RegExp, ...keywords: string[]) =>
    problems.some(
      ({ instancePath, keyword }) => path.test(instancePath) && keywords.includes(keyword),
    );
  const lacksScopeIds = problems.some(
    ({ keyword, params }) => keyword === 'required' && params['missingProperty'] === 'scopeIds',
  );
  if (lacksScopeIds || has(/\/scopeIds$/, 'minItems')) {
    return new Refusal(400, 'ScopeIdsRequired', 'ScopeIds is required');
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
