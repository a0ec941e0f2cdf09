import { hasProxy } from '../http/proxy.ts';
import { findAddress, type AskTools } from './find-address.ts';
import type { IPv4 } from './ipv4.ts';

/** Who may use the token: this runner, whose address has to be found, and the given addresses; anyone when it is neither. */
export interface RunnerIp {
  readonly auto: boolean;
  readonly addresses: readonly IPv4[];
}

interface AddressTools extends AskTools {
  readonly apiUrl: URL;
  readonly ipServices: readonly URL[];
  /** Whether the token can trade with real money. */
  readonly tradesRealMoney: boolean;
}

/** The addresses that may use the token; none: any. The log tells what was found, and warns of what may be a mistake. */
export async function allowedAddresses({ auto, addresses }: RunnerIp, tools: AddressTools): Promise<readonly IPv4[]> {
  const { ipServices, tradesRealMoney, log } = tools;
  if (auto) {
    warnOfOtherRoutes(tools);
    const { address, agreeing, asked } = await findAddress(ipServices, tools);
    log.info(`The public address of this runner is ${address}: ${agreeing} of ${asked} services agree.`);
    return [...new Set([address, ...addresses])];
  }
  if (addresses.length === 0) {
    const who = 'runner-ip is none: whoever gets this token can';
    const advice = 'Use runner-ip: auto, or the addresses of your runners.';
    log.warning(
      tradesRealMoney
        ? `${who} trade with real money from anywhere, until it is revoked. ${advice}`
        : `${who} use it from anywhere. ${advice}`,
    );
  }
  return addresses;
}

/** A proxy has an address of its own. Whoever may set the environment of the job could so bind the token to another one. */
function warnOfOtherRoutes({ apiUrl, ipServices, log }: AddressTools): void {
  const isProxied = hasProxy(apiUrl);
  const others = ipServices.filter((service) => hasProxy(service) !== isProxied);
  if (others.length === 0) return;
  const [way, otherWay] = isProxied ? ['by a proxy', 'directly'] : ['directly', 'by a proxy'];
  log.warning(
    `This runner reaches ${apiUrl.host} ${way}, and ${others.map(({ host }) => host).join(', ')} ${otherWay}, so the address that is found may not be the one that eToro sees. Check https_proxy and no_proxy in the environment, or write the address in the input runner-ip.`,
  );
}
