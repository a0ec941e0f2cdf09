import { BlockList, isIPv4 as isDottedDecimal } from 'node:net';

/** An IPv4 address in dotted decimal form, without leading zeros. */
export type IPv4 = string & { readonly brand: 'IPv4' };

/** Whether `text` is an IPv4 address in strict dotted decimal form. */
export function isIPv4(text: string): text is IPv4 {
  return isDottedDecimal(text);
}

/**
 * The address blocks that no host on the public internet has.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const notPublic = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays, deprecated
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
] as const;

// Made when it is needed: the post step and the action revoke never ask.
let blocks: BlockList | undefined;

/** Whether a host on the public internet may have the address. */
export function isPublic(address: IPv4): boolean {
  blocks ??= blockListOf(notPublic);
  return !blocks.check(address);
}

function blockListOf(subnets: typeof notPublic): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix);
  return list;
}
