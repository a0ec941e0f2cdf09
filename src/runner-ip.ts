import { isIPv6 } from 'node:net';
import { listItems, quote, type Parsed } from './parsed.ts';

/** An IPv4 address in dotted decimal form, without leading zeros. */
export type IPv4 = string & { readonly brand: 'IPv4' };

/** Who may use the token: this runner (its address is to be found), the given addresses, or anyone. */
export type RunnerIp = 'auto' | 'none' | readonly [IPv4, ...IPv4[]];

/** Whether `text` is an IPv4 address in strict dotted decimal form. */
export function isIPv4(text: string): text is IPv4 {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

/** The address blocks that no host on the public internet has, from the IANA IPv4 special-purpose registry. */
const notPublic: readonly (readonly [block: string, bits: number])[] = [
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
];

/** Whether a host on the public internet may have the address. */
export function isPublic(address: IPv4): boolean {
  const number = toNumber(address);
  return !notPublic.some(([block, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(number / size) === Math.floor(toNumber(block) / size);
  });
}

function toNumber(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

/** Parses the input `runner-ip`: `auto`, `none`, or one or more IPv4 addresses. */
export function parseRunnerIp(text: string): Parsed<RunnerIp> {
  const items = listItems(text);
  const word = items[0]?.toLowerCase();
  if (items.length === 1 && (word === 'auto' || word === 'none')) return { value: word };

  const problems = items.filter((item) => !isIPv4(item)).map(whyNotIPv4);
  if (problems.length > 0) return { problem: problems.join(' ') };
  const [first, ...rest] = new Set(items.filter(isIPv4));
  if (first === undefined) {
    return {
      problem: 'There is no address in it. Write auto, none, or one or more IPv4 addresses.',
    };
  }
  return { value: [first, ...rest] };
}

function whyNotIPv4(item: string): string {
  if (/^(?:auto|none)$/i.test(item)) {
    return `${quote(item)} cannot stand beside others. Write it alone, or only addresses.`;
  }
  if (isIPv6(item)) {
    return `${quote(item)} is an IPv6 address, and eToro takes IPv4 only. Write the runner's public IPv4 address.`;
  }
  if (item.includes('/')) {
    return `${quote(item)} is a range, and eToro takes single addresses only. Write each address.`;
  }
  return `${quote(item)} is not an IPv4 address. Write auto, none, or addresses such as 20.102.38.7.`;
}
