import { findPublicAddress, type AskOptions } from './public-address.ts';
import type { Inputs } from './inputs.ts';
import { isPublic, type IPv4 } from './runner-ip.ts';
import { tradesRealMoney } from './scopes.ts';

/**
 * The addresses that may use the token, from what the user asked for; none for `none`. Tells the log what was found, and
 * warns of what the user may not have meant.
 */
export async function allowedAddresses(
  { runnerIp, ipServices, scopes }: Pick<Inputs, 'runnerIp' | 'ipServices' | 'scopes'>,
  options: AskOptions,
): Promise<readonly IPv4[]> {
  const { log } = options;
  if (runnerIp === 'none') {
    log.warning(
      scopes.scopes.some(tradesRealMoney)
        ? 'runner-ip is none and scopes has real:write: whoever gets hold of this token can trade with real money from anywhere, until it is revoked. Use runner-ip: auto, or the addresses of your runners.'
        : 'runner-ip is none: whoever gets hold of this token can use it from anywhere. Use runner-ip: auto, or the addresses of your runners.',
    );
    return [];
  }
  if (runnerIp === 'auto') {
    const { address, agreeing, asked } = await findPublicAddress(ipServices, options);
    log.info(
      `This runner's public address is ${address}, as ${agreeing} of ${asked} services say.`,
    );
    return [address];
  }
  const hidden = runnerIp.filter((address) => !isPublic(address));
  if (hidden.length > 0) {
    log.warning(
      `runner-ip has ${hidden.join(', ')}, which ${hidden.length === 1 ? 'is no public address' : 'are no public addresses'}: eToro sees the public address of your network, so the token will not work from there. Use that one, or runner-ip: auto.`,
    );
  }
  return runnerIp;
}
