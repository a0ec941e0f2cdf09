import { isIPv4 } from './runner-ip.ts';
import { quote, type Parsed } from './parsed.ts';

/**
 * Parses the URL of a service: `https`, or `http` on a loopback host alone, where nobody listens on the way; without
 * user info and fragment. No problem repeats a value that may hold a password.
 */
export function parseServiceUrl(
  text: string,
  { query, example }: { query: boolean; example: string },
): Parsed<URL> {
  const shown = text.includes('@') ? 'It' : quote(text);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) {
    return { problem: `${shown} is not a URL. Write one such as ${example}.` };
  }
  if (url.username !== '' || url.password !== '') {
    return { problem: 'It has a user name or password in it. Write the URL without.' };
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return {
      problem: `${shown} is not safe on the way. Write an https URL (http is for loopback hosts).`,
    };
  }
  if (url.hash !== '' || (url.search !== '' && !query)) {
    return {
      problem: `${shown} has a ${query ? '' : 'query or '}fragment. Write the URL without.`,
    };
  }
  return { value: url };
}

/** Not by prefix: `127.evil.example` is somebody's host. */
function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    (isIPv4(hostname) && hostname.startsWith('127.'))
  );
}
