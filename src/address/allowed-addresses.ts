import { hasProxy } from '../http/proxy.ts';
import type { Log } from '../secrets/log.ts';
import { findAddress, type AskTools } from './find-address.ts';
import type { IPv4 } from './ipv4.ts';

/** Who may use the token: this runner, whose address has to be found, and the given addresses; anyone when it is neither. */
export interface RunnerIp {
  readonly auto: boolean;
  readonly addresses: readonly IPv4[];
}

interface TokenUse {
  readonly apiUrl: URL;
  readonly tradesRealMoney: boolean;
  readonly ipServices: readonly URL[];
}

/** The addresses that may use the token; none: any. The log tells what was found, and warns of what may be a mistake. */
export async function allowedAddresses(
  { auto, addresses }: RunnerIp,
  { apiUrl, ipServices, tradesRealMoney }: TokenUse,
  tools: AskTools,
): Promise<readonly IPv4[]> {
  const { log } = tools;
  if (auto) {
    warnOfOtherRoutes(apiUrl, ipServices, log);
    const [address, agreeing] = await findAddress(ipServices, tools);
    log.info(`The public address of this runner is ${address}: ${agreeing} of ${ipServices.length} services agree.`);
    return [...new Set([address, ...addresses])];
  }
  if (addresses.length === 0) {
    const what = tradesRealMoney ? 'trade with real money from anywhere, until it is revoked' : 'use it from anywhere';
    log.warning(
      `runner-ip is none: whoever gets this token can ${what}. Use runner-ip: auto, or the addresses of your runners.`,
    );
  }
  return addresses;
}

/** A proxy has an address of its own, so whoever sets the environment of the job could bind the token to another one. */
function warnOfOtherRoutes(apiUrl: URL, ipServices: readonly URL[], log: Log): void {
  const isProxied = hasProxy(apiUrl);
  const others = ipServices.filter((service) => hasProxy(service) !== isProxied);
  if (others.length === 0) return;
  const [way, otherWay] = isProxied ? ['by a proxy', 'directly'] : ['directly', 'by a proxy'];
  log.warning(
    `This runner reaches ${apiUrl.host} ${way}, and ${others.map(({ host }) => host).join(', ')} ${otherWay}, so the address that is found may not be the one that eToro sees. Check https_proxy and no_proxy in the environment, or write the address in the input runner-ip.`,
  );
}
