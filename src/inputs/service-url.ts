import { isIPv4 } from 'node:net';
import { quote } from '../text/shown-text.ts';
import { listItems, parseList, type Parsed } from './parsed.ts';

/**
 * Parses the URL of a service: `https`, or `http` on a loopback host, where nobody listens on the way; without user info
 * and fragment. No problem repeats a value that may hold a password.
 */
export function parseServiceUrl(text: string, { query, example }: { query: boolean; example: string }): Parsed<URL> {
  const shown = text.includes('@') ? 'It' : quote(text);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return { problem: `${shown} is not a URL. Write one such as ${example}.` };
  if (url.username !== '' || url.password !== '') {
    return { problem: 'It has a user name or password in it. Write the URL without them.' };
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return { problem: `${shown} is not encrypted. Write an https URL (http is for loopback hosts).` };
  }
  if (url.hash !== '' || (url.search !== '' && !query)) {
    return { problem: `${shown} has a ${query ? '' : 'query or '}fragment. Write the URL without it.` };
  }
  return { value: url };
}

/** Parses the input `ip-services`: one or more URLs. Repeats are dropped. */
export function parseIpServices(text: string): Parsed<readonly URL[]> {
  if (listItems(text).length === 0) return { problem: 'It has no URL. Write one or more.' };
  return parseList(
    text,
    (item) => parseServiceUrl(item, { query: true, example: 'https://api.ipify.org' }),
    ({ href }) => href,
  );
}

/** Not by prefix: `127.evil.example` is somebody's host. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));
}
