import { isIPv6 } from 'node:net';
import type { RunnerIp } from '../address/allowed-addresses.ts';
import { isIPv4, isPublic, type IPv4 } from '../address/ipv4.ts';
import { quote } from '../text/shown-text.ts';
import { listItems, parseList, type Parsed } from './parsed.ts';

/** Parses the input `runner-ip`: `auto`, one or more public IPv4 addresses, both, or `none`. */
export function parseRunnerIp(text: string): Parsed<RunnerIp> {
  const items = listItems(text);
  if (items.length === 0) return { problem: 'It has no address. Write auto, none, or one or more IPv4 addresses.' };
  if (/^none$/i.test(text.trim())) return { value: { auto: false, addresses: [] } };
  const others = items.filter((item) => !/^auto$/i.test(item));
  const parsed = parseList(others.join(' '), parseIPv4);
  if ('problem' in parsed) return parsed;
  return { value: { auto: others.length < items.length, addresses: parsed.value } };
}

function parseIPv4(item: string): Parsed<IPv4> {
  return isIPv4(item) && isPublic(item) ? { value: item } : { problem: `${quote(item)} ${whyNot(item)}` };
}

function whyNot(item: string): string {
  if (isIPv4(item)) {
    return 'is not a public address, and eToro never sees it. Write the public address of your network, or auto.';
  }
  if (/^none$/i.test(item)) return 'cannot be combined with others. Write it alone, or not.';
  if (isIPv6(item)) {
    return 'is an IPv6 address, and eToro accepts IPv4 only. Write the public IPv4 address of the runner.';
  }
  if (item.includes('/')) return 'is a range, and eToro accepts single addresses only. Write each address.';
  return 'is not an IPv4 address. Write auto, none, or addresses such as 20.102.38.7.';
}
