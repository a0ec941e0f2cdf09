import { isIPv4 as isDottedDecimal } from 'node:net';

/** An IPv4 address in dotted decimal form, without leading zeros. */
export type IPv4 = string & { readonly brand: 'IPv4' };

export function isIPv4(text: string): text is IPv4 {
  return isDottedDecimal(text);
}

/**
 * The blocks that no host on the public internet has: the registry's that are not globally reachable, and multicast.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const notPublic = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
];

const numberOf = (address: string) => address.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);

/** Whether a host on the public internet may have the address. */
export function isPublic(address: IPv4): boolean {
  const number = numberOf(address);
  return !notPublic.some((block) => {
    const [network = '', prefix] = block.split('/');
    const size = 2 ** (32 - Number(prefix));
    return Math.floor(number / size) === Math.floor(numberOf(network) / size);
  });
}
