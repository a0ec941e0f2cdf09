import { isIPv6 } from 'node:net';
import type { RunnerIp } from '../address/allowed-addresses.ts';
import { isIPv4, type IPv4 } from '../address/ipv4.ts';
import { quote } from '../secrets/shown-text.ts';
import { listItems, parseList, type Parsed } from './parsed.ts';

/** Parses the input `runner-ip`: `auto`, `none`, or one or more IPv4 addresses. */
export function parseRunnerIp(text: string): Parsed<RunnerIp> {
  const items = listItems(text);
  const word = items[0]?.toLowerCase();
  if (items.length === 1 && (word === 'auto' || word === 'none')) return { value: word };
  if (items.length === 0) {
    return { problem: 'It has no address. Write auto, none, or one or more IPv4 addresses.' };
  }
  return parseList(text, parseIPv4);
}

function parseIPv4(item: string): Parsed<IPv4> {
  if (isIPv4(item)) return { value: item };
  if (/^(?:auto|none)$/i.test(item)) {
    return {
      problem: `${quote(item)} cannot be combined with others. Write it alone, or only addresses.`,
    };
  }
  if (isIPv6(item)) {
    return {
      problem: `${quote(item)} is an IPv6 address, and eToro accepts IPv4 only. Write the public IPv4 address of the runner.`,
    };
  }
  if (item.includes('/')) {
    return {
      problem: `${quote(item)} is a range, and eToro accepts single addresses only. Write each address.`,
    };
  }
  return {
    problem: `${quote(item)} is not an IPv4 address. Write auto, none, or addresses such as 20.102.38.7.`,
  };
}
