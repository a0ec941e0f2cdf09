/** A connection as its server saw it, in milliseconds of the system's monotonic clock. */
export interface Connection {
  /** eToro, or the number of an address service. */
  readonly server: 'etoro' | 1 | 2 | 3;
  readonly acceptedAt: number;
  secureAt?: number;
  requestedAt?: number;
  answeredAt?: number;
}

/** The system's monotonic clock, which is the same for all processes, in milliseconds. */
export function monotonicNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** What the time of one run went to, in milliseconds. The sum is the whole time. */
export interface Phases {
  /** Until the first connection: starting Node, loading the program, reading the inputs. */
  readonly load: number;
  /** From then until two services have answered. 0 where nobody asks them. */
  readonly address: number;
  /** What the connection to eToro took beyond that. */
  readonly connect: number;
  /** From then until the answer of eToro. */
  readonly request: number;
  /** From then until the process has ended. */
  readonly rest: number;
}

/**
 * Tells the phases of a run as the program saw them: what a server saw was sent half a round trip before, and what a
 * server answered arrives half a round trip later.
 *
 * @param delays the round trip to each server, in milliseconds
 */
export function phasesOf(
  { start, end }: { readonly start: number; readonly end: number },
  connections: readonly Connection[],
  delays: (server: Connection['server']) => number,
): Phases {
  const etoro = connections.filter(({ server }) => server === 'etoro');
  const [{ secureAt = NaN, answeredAt = NaN } = {}] = etoro;
  if (etoro.length !== 1 || Number.isNaN(secureAt) || Number.isNaN(answeredAt)) {
    throw new Error(`eToro got ${etoro.length} connections instead of one with an answer`);
  }
  const oneWay = delays('etoro') / 2;
  const connected = Math.min(...connections.map(({ acceptedAt }) => acceptedAt));
  const answers = connections
    .filter(({ server }) => server !== 'etoro')
    .map(({ server, answeredAt: at = Infinity }) => at + delays(server) / 2)
    .sort((one, other) => one - other);
  const known = answers.length === 0 ? connected : (answers[1] ?? NaN);
  const secure = Math.max(known, secureAt - oneWay);
  const answered = answeredAt + oneWay;
  return {
    load: connected - start,
    address: known - connected,
    connect: secure - known,
    request: answered - secure,
    rest: end - answered,
  };
}
