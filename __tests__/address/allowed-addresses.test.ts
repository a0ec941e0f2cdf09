import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { allowedAddresses } from '../../src/address/allowed-addresses.ts';
import type { Send } from '../../src/http/send.ts';
import { parseRunnerIp } from '../../src/inputs/runner-ip.ts';
import { MINUTE } from '../../src/time/clock.ts';
import { fakeClock, fakeLog, noSignal, valueOf } from '../fakes.ts';
import { forgetProxies } from '../servers.ts';

const service = 'https://ip.example/';

beforeEach(forgetProxies);
afterAll(forgetProxies);

async function allowed(runnerIp: string, { tradesRealMoney = false } = {}) {
  const log = fakeLog();
  const asked: string[] = [];
  const send: Send = ({ url }) => {
    asked.push(url.href);
    return Promise.resolve({ status: 200, headers: {}, body: '20.102.38.7' });
  };
  const addresses = await allowedAddresses(
    valueOf(parseRunnerIp(runnerIp)),
    { apiUrl: new URL('https://etoro.test'), ipServices: [new URL(service)], tradesRealMoney },
    { send, timeout: MINUTE, signal: noSignal, log, secrets: log.secrets, clock: fakeClock(), random: () => 0 },
  );
  return { addresses, asked, log: log.lines.join('\n') };
}

test.each([
  [false, /^warning: runner-ip is none: (?![^]*real money).* from anywhere/],
  [true, /^warning: .*trade with real money from anywhere, until it is revoked\. /],
])(
  'none is anyone, with a warning, and nobody is asked; it trades real money: %s',
  async (tradesRealMoney, warning) => {
    const { addresses, asked, log } = await allowed('none', { tradesRealMoney });
    expect({ addresses, asked }).toEqual({ addresses: [], asked: [] });
    expect(log).toMatch(warning);
    expect(log).toContain('Use runner-ip: auto, or the addresses of your runners.');
  },
);

const found = 'info: The public address of this runner is 20.102.38.7: 1 of 1 services agree.';

test.each([
  ['auto', ['20.102.38.7'], [service], found],
  ['auto 20.102.38.8 20.102.38.7', ['20.102.38.7', '20.102.38.8'], [service], found],
  ['20.102.38.8 20.102.38.9', ['20.102.38.8', '20.102.38.9'], [], ''],
])('%s is what was found, and what was given', async (runnerIp, addresses, asked, log) => {
  expect(await allowed(runnerIp)).toEqual({ addresses, asked, log });
});

describe('eToro and the services by different ways', () => {
  const direct = 'This runner reaches etoro.test directly, and ip.example by a proxy';
  const proxied = 'This runner reaches etoro.test by a proxy, and ip.example directly';
  test.each([
    ['a proxy for both', 'auto', '', undefined],
    ['no_proxy for both', 'auto', 'etoro.test,ip.example', undefined],
    ['a proxy for the services alone', 'auto', 'etoro.test', direct],
    ['a proxy for eToro alone', 'auto 20.102.38.8', 'ip.example', proxied],
    ['no question at all', '20.102.38.8', 'ip.example', undefined],
  ])('are a warning: %s', async (_what, runnerIp, noProxy, warning) => {
    process.env['https_proxy'] = 'http://proxy.example:3128';
    process.env['no_proxy'] = noProxy;
    const { log } = await allowed(runnerIp);
    if (warning === undefined) expect(log).not.toContain('warning');
    else expect(log).toContain(`warning: ${warning}, so the address that is found may not be`);
  });
});
