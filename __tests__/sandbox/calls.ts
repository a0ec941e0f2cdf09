import { randomUUID } from 'node:crypto';
import { afterEach } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_PORTFOLIO_ID, SANDBOX_USER_KEY, startSandbox } from '../../sandbox/server.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/server.ts';

export const TOKENS = `/api/v1/agent-portfolios/${SANDBOX_PORTFOLIO_ID}/user-tokens`;
export const TOKENS_V2 = TOKENS.replace('v1', 'v2');
export const PORTFOLIOS = '/api/v1/agent-portfolios';
export const DEMO_PNL = '/api/v1/trading/info/demo/pnl';

interface Outcome {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `undefined` if the answer is not an error. */
  readonly errorCode: unknown;
  readonly json: Readonly<Record<string, unknown>>;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly without?: string;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** Calls as a client that has the keys, unless the options say otherwise. */
export async function call(
  sandbox: Pick<Sandbox, 'url'>,
  method: string,
  path: string,
  { headers = {}, without, body }: CallOptions = {},
): Promise<Outcome> {
  const all: Record<string, string> = {
    'x-request-id': randomUUID(),
    'x-api-key': SANDBOX_API_KEY,
    'x-user-key': SANDBOX_USER_KEY,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  };
  const response = await fetch(sandbox.url + path, {
    method,
    headers: Object.fromEntries(Object.entries(all).filter(([name]) => name !== without)),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = asObject(text);
  const { status, headers: head } = response;
  return { status, headers: head, text, json, errorCode: json['errorCode'] };
}

/** A request that v1 takes, with these changes. */
export function order(changes: Readonly<Record<string, unknown>> = {}) {
  return { userTokenName: `token-${randomUUID()}`, scopeIds: [201], ...changes };
}

export function orderV2(changes: Readonly<Record<string, unknown>> = {}) {
  const scopeNames = ['etoro-public:trade.demo:read'];
  return { userTokenName: `token-${randomUUID()}`, scopeNames, ...changes };
}

const sandboxes: Sandbox[] = [];

/** Starts a sandbox that lives as long as the test. */
export async function open(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  sandboxes.push(sandbox);
  return sandbox;
}

afterEach(() => Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.close())));

/** Runs a part of a test with its own sandbox. */
export async function withSandbox(
  options: Partial<SandboxOptions>,
  use: (sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  await use(await open(options));
}

function asObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}
