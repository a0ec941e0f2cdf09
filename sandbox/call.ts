/**
 * What a later step of a job does: a call to eToro with the token as user key. It also prints the token, as a careless
 * script would.
 */
const { ETORO_API_URL, ETORO_API_KEY = '', ETORO_USER_KEY = '' } = process.env;
const url = `${ETORO_API_URL ?? 'https://public-api.etoro.com'}${process.argv[2] ?? ''}`;
console.log(`GET ${url}\nx-user-key: ${ETORO_USER_KEY}`);
const response = await fetch(url, {
  headers: {
    accept: 'application/json',
    'x-request-id': crypto.randomUUID(),
    'x-api-key': ETORO_API_KEY,
    'x-user-key': ETORO_USER_KEY,
  },
  signal: AbortSignal.timeout(20_000),
});
console.log(`HTTP ${response.status}`);
console.log(await response.text());
