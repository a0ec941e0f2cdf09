import type { Log } from '../secrets/log.ts';
import { findAddress, type AskTools } from './find-address.ts';
import { isPublic, type IPv4 } from './ipv4.ts';

/** Who may use the token: this runner (its address has to be found), the given addresses, or anyone. */
export type RunnerIp = 'auto' | 'none' | readonly IPv4[];

interface AddressTools extends AskTools {
  readonly ipServices: readonly URL[];
  /** Whether the token can trade with real money. */
  readonly tradesRealMoney: boolean;
  readonly log: Log;
}

/** The addresses that may use the token; none: any. The log tells what was found, and warns of what may be a mistake. */
export async function allowedAddresses(
  runnerIp: RunnerIp,
  tools: AddressTools,
): Promise<readonly IPv4[]> {
  const { ipServices, tradesRealMoney, log } = tools;
  if (runnerIp === 'none') {
    const who = 'runner-ip is none: whoever gets this token can';
    const advice = 'Use runner-ip: auto, or the addresses of your runners.';
    log.warning(
      tradesRealMoney
        ? `${who} trade with real money from anywhere, until it is revoked. ${advice}`
        : `${who} use it from anywhere. ${advice}`,
    );
    return [];
  }
  if (runnerIp === 'auto') {
    const { address, agreeing, asked } = await findAddress(ipServices, tools);
    log.info(
      `The public address of this runner is ${address}: ${agreeing} of ${asked} services agree.`,
    );
    return [address];
  }
  const hidden = runnerIp.filter((address) => !isPublic(address));
  if (hidden.length > 0) {
    log.warning(
      `runner-ip has ${hidden.join(', ')}, not a public address: eToro sees the public address of your network, so the token does not work from there. Use the public address, or runner-ip: auto.`,
    );
  }
  return runnerIp;
}
