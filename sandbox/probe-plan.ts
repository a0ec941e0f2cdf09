import { randomUUID } from 'node:crypto';
import { nameOf, parseName, repositoryIdOf, startFamily } from '../src/names/family.ts';
import { assumptions, type AssumptionId } from './assumptions.ts';
import { asArray, asRecord, startCalls, type Outcome, type Request, type World } from './probe-calls.ts';

/** What was seen of an assumption. It holds no key, no id and no amount. */
interface Finding {
  readonly verdict: 'as expected' | 'different' | 'not seen';
  readonly seen: string;
}

export interface ProbeResult {
  readonly rows: readonly (Finding & (typeof assumptions)[number])[];
  readonly calls: number;
  /** The names of the probe's own tokens that are left, or may be. They expire by themselves. */
  readonly left: readonly string[];
  /** Why it ended early. */
  readonly problem?: string;
}

const LIFETIME = 120_000;
const REAL_READ = 200;
const REAL_WRITE = 202;

/** An address that is public and nobody's who runs a probe. */
const ELSEWHERE = '8.8.8.8';

/** When a revoked token is tried, in milliseconds after the one before. */
const TRIES_AFTER_REVOKE = [0, 5000, 25_000];

/** What a 201 says besides the id and the secret since v1.279.0. */
const GRANT = ['userTokenName', 'clientId', 'ipsWhitelist', 'scopeNames', 'expiresAt', 'createdAt'];

/**
 * Goes through all that the action takes for true about eToro. It makes tokens of two minutes, reads the account with them,
 * and revokes them, whatever happens.
 *
 * @param signal ends it early; it still cleans up
 */
export async function runProbe(world: World, signal: AbortSignal): Promise<ProbeResult> {
  const { portfolioId, now, sleep } = world;
  const calls = startCalls(world);
  const findings = new Map<AssumptionId, Finding>();
  const probe = { repository: repositoryIdOf('probe', 'probe'), runId: 0, runAttempt: 0 };
  const family = startFamily(probe, 'probe', false);
  const names: string[] = [];
  const made: { readonly name: string; readonly id: string; readonly secret: string }[] = [];

  const tokensPath = (version = 'v1', portfolio = portfolioId) =>
    `/api/${version}/agent-portfolios/${portfolio}/user-tokens`;
  const see = (id: AssumptionId, holds: boolean, seen: string) => {
    findings.set(id, { verdict: holds ? 'as expected' : 'different', seen });
  };
  const seeAnswer = (id: AssumptionId, { said }: Outcome, wanted: string) => {
    see(id, said === wanted, said);
  };
  const call = (request: Request) => calls.call(request, signal);
  const read = (key: string) => call({ method: 'GET', path: '/api/v1/trading/info/real/pnl', key });
  const revoke = (id: string, portfolio = portfolioId) =>
    call({ method: 'DELETE', path: `${tokensPath('v1', portfolio)}/${id}` });

  /** @param order more than a name and an expiry, or other ones */
  async function create(order: object, path = tokensPath()) {
    const userTokenName = nameOf(family, names.length + 1);
    names.push(userTokenName);
    const expiresAt = new Date(now() + LIFETIME).toISOString().replace(/\.\d+Z$/, 'Z');
    const body = { userTokenName, expiresAt, ...order };
    const outcome = await call({ method: 'POST', path, body });
    const { userTokenId, userToken } = outcome.json;
    const token = { name: userTokenName, id: String(userTokenId), secret: String(userToken) };
    if (outcome.status === 201) made.push(token);
    return { ...outcome, ...token, expiresAt };
  }

  /** Reads the account with a token, where there is one. */
  async function seeReading(id: AssumptionId, { said, secret }: Outcome & { secret: string }, wanted: string) {
    if (said === '201') seeAnswer(id, await read(secret), wanted);
    else see(id, false, `no token: ${said}`);
  }

  /** The tokens of this probe that are on the list. */
  async function list(until: AbortSignal) {
    const outcome = await calls.call({ method: 'GET', path: '/api/v1/agent-portfolios' }, until);
    const portfolio = asArray(outcome.json['agentPortfolios'])
      .map(asRecord)
      .find(({ agentPortfolioId: id }) => String(id).toLowerCase() === portfolioId.toLowerCase());
    const tokens = asArray(portfolio?.['userTokens'])
      .map(asRecord)
      .map((token) => ({
        id: String(token['userTokenId']),
        name: String(token['userTokenName']),
        expiresAt: Date.parse(String(token['expiresAt'])),
      }))
      .filter(({ name }) => parseName(name)?.family === family);
    return { ...outcome, isListed: portfolio !== undefined, tokens };
  }

  async function look(): Promise<void> {
    const first = await list(signal);
    see('list', first.isListed, first.isListed ? first.said : `${first.said}, without the portfolio`);
    if (!first.isListed) throw new Ended('the list lacks the portfolio, so no token is made');
    lookAtHeaders(first.headers);

    const token = await create({ scopeIds: [REAL_READ] });
    seeAnswer('create', token, '201');
    if (token.status !== 201) throw new Ended('no token could be made');
    const told = GRANT.filter((field) => field in token.json);
    see('told', told.length === GRANT.length, told.join(', ') || 'nothing');
    const listed = (await list(signal)).tokens.find(({ name }) => name === token.name);
    see('listed', listed?.id === token.id, listed ? 'at once' : 'not at once');
    const off = ((listed?.expiresAt ?? NaN) - Date.parse(token.expiresAt)) / 1000;
    see('expiry', off === 0, Number.isNaN(off) ? 'no expiry' : `${off} s off`);

    const { name: userTokenName } = token;
    seeAnswer('taken', await create({ scopeIds: [REAL_READ], userTokenName }), '409 UserKeyNameAlreadyExists');
    seeAnswer('twice', await create({ scopeIds: [REAL_READ, REAL_READ] }), '400 ScopeIdsDuplicateItems');
    seeAnswer(
      'address',
      await create({ scopeIds: [REAL_READ], ipsWhitelist: ['8.8.8.256'] }),
      '400 IpsWhitelistInvalidIp',
    );
    const nowhere = randomUUID();
    const notMade = await create({ scopeIds: [REAL_READ] }, tokensPath('v1', nowhere));
    const notRevoked = await revoke(randomUUID(), nowhere);
    const messages = [notMade, notRevoked].map(({ json }) => json['errorMessage']);
    see(
      'portfolio',
      [notMade, notRevoked].every(({ said }) => said === '404 NotFound') &&
        messages.every((text) => text === 'Agent-portfolio not found'),
      `${notMade.said}, ${notRevoked.said}`,
    );

    await seeReading('reads', token, '200');
    const away = await create({ scopeIds: [REAL_READ], ipsWhitelist: [ELSEWHERE] });
    await seeReading('elsewhere', away, '401 Unauthorized');
    const writing = await create({ scopeIds: [REAL_WRITE] });
    await seeReading('writes', writing, '200');
    const v2 = await create({ scopeNames: ['etoro-public:trade.real:read'] }, tokensPath('v2'));
    seeAnswer('v2', v2, '201');

    seeAnswer('revoke', await revoke(token.id), '204');
    await lookAtRevoked(token.secret);
    const gone = await revoke(token.id);
    see('gone', gone.said === '404 NotFound' && gone.json['errorMessage'] === 'User token not found', gone.said);

    await sleep(Math.max(0, Date.parse(v2.expiresAt) + 5000 - now()), signal);
    await seeReading('expired', writing, '401 Unauthorized');
  }

  function lookAtHeaders(headers: Headers): void {
    const date = Date.parse(headers.get('date') ?? '');
    const off = Math.round(Math.abs(date - now()) / 1000);
    see('date', off <= 30, Number.isNaN(date) ? 'no date' : `${off} s off`);
    const reset = (name: string) => Number(headers.get(name) ?? NaN);
    const window = reset('ratelimit-reset');
    if (!Number.isNaN(window)) see('seconds', window <= 3600, `in ${window} s`);
    const away = reset('x-ratelimit-reset') - Math.floor(date / 1000);
    if (!Number.isNaN(away)) see('unixTime', Math.abs(away) <= 3600, `${away} s after the date`);
  }

  async function lookAtRevoked(secret: string): Promise<void> {
    let waited = 0;
    for (const wait of TRIES_AFTER_REVOKE) {
      if (wait > 0) await sleep(wait, signal);
      waited += wait;
      const { status, said } = await read(secret);
      const when = waited === 0 ? 'at once' : `after ${waited / 1000} s`;
      see('at-once', waited === 0 && status === 401, status === 401 ? when : `${said} ${when}`);
      if (status === 401) return;
    }
  }

  /** @returns the names of the tokens that are left, or may be */
  async function cleanUp(isWhole: boolean): Promise<readonly string[]> {
    const always = new AbortController().signal;
    const listing = await list(always).catch(() => undefined);
    const tokens = listing?.isListed ? listing.tokens : made;
    const left = new Set(listing?.isListed ? [] : names);
    // One of those that were made is revoked by now.
    if (isWhole) see('stays', tokens.length === made.length - 1, `${tokens.length} of ${made.length - 1}`);
    for (const { id, name } of tokens) {
      const request = { method: 'DELETE', path: `${tokensPath()}/${id}` } as const;
      const said = await calls.call(request, always).then(
        (outcome) => outcome.said,
        () => 'no answer',
      );
      if (isWhole) see('room', said === '204', said);
      if (said === '204' || said.startsWith('404')) left.delete(name);
      else left.add(name);
    }
    return [...left];
  }

  const problem = await look().then(
    () => undefined,
    (error: unknown) => reasonOf(error),
  );
  const left = names.length === 0 ? [] : await cleanUp(problem === undefined);
  return {
    rows: assumptions.map((assumption) => ({
      ...assumption,
      ...(findings.get(assumption.id) ?? { verdict: 'not seen', seen: '' }),
    })),
    calls: calls.count(),
    left,
    ...(problem !== undefined && { problem }),
  };
}

/** Ends a probe early: what follows would tell nothing. */
export class Ended extends Error {}

/** Why a probe ended early. The text of another error may hold a key: a header that cannot be sent is quoted. */
function reasonOf(error: unknown): string {
  if (error instanceof Ended) return error.message;
  if (!Error.isError(error)) return 'unknown';
  const { cause } = error;
  const hasCode = Error.isError(cause) && 'code' in cause;
  return `no answer (${hasCode ? String(cause.code) : error.name})`;
}

/** The table of a probe, in Markdown. */
export function reportOf({ rows, calls, problem }: ProbeResult, title: string): string {
  const lines = rows.map(
    ({ text, reliedOn, known, seen, verdict }) =>
      `| ${[text, `\`${reliedOn}\``, known, seen || '-', verdict].join(' | ')} |`,
  );
  return [
    title,
    '',
    '| assumption | relied on in | known | seen | verdict |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
    '',
    `${calls} calls${problem === undefined ? '' : `, ended early: ${problem}`}.`,
    '',
  ].join('\n');
}
