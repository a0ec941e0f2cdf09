import { describe, expect, test } from '@jest/globals';
import { allowedAddresses } from '../../src/address/allowed-addresses.ts';
import type { Send } from '../../src/http/send.ts';
import { parseRunnerIp } from '../../src/inputs/runner-ip.ts';
import { MINUTE } from '../../src/time/duration.ts';
import { fakeLog, noSignal, valueOf } from '../fakes.ts';

const service = 'https://ip.example/';

async function allowed(runnerIp: string, { tradesRealMoney = false } = {}) {
  const log = fakeLog();
  const asked: string[] = [];
  const send: Send = ({ url }) => {
    asked.push(url.href);
    return Promise.resolve({ status: 200, headers: {}, body: '20.102.38.7' });
  };
  const addresses = await allowedAddresses(valueOf(parseRunnerIp(runnerIp)), {
    ...{ send, timeout: MINUTE, signal: noSignal, log, secrets: log.secrets },
    ...{ ipServices: [new URL(service)], tradesRealMoney },
  });
  return { addresses, asked, log: log.lines.join('\n') };
}

describe('none', () => {
  test('is anyone, with a warning, and nobody is asked', async () => {
    const { addresses, asked, log } = await allowed('none');
    expect({ addresses, asked }).toEqual({ addresses: [], asked: [] });
    expect(log).toMatch(/^warning: runner-ip is none: .* from anywhere/);
    expect(log).not.toContain('real money');
  });

  test('has a stronger warning for a token that can trade with real money', async () => {
    const { log } = await allowed('none', { tradesRealMoney: true });
    expect(log).toMatch(/^warning: .*trade with real money from anywhere, until it is revoked\. /);
  });

  test.each([true, false])('says what to do: trades real money: %s', async (tradesRealMoney) => {
    const { log } = await allowed('none', { tradesRealMoney });
    expect(log).toContain('Use runner-ip: auto, or the addresses of your runners.');
  });
});

describe('auto', () => {
  test('is the address that was found, and the log says so', async () => {
    const { addresses, asked, log } = await allowed('auto');
    expect({ addresses, asked }).toEqual({ addresses: ['20.102.38.7'], asked: [service] });
    expect(log).toBe(
      'info: The public address of this runner is 20.102.38.7: 1 of 1 services agree.',
    );
  });
});

describe('addresses', () => {
  test('are taken as they are, and nobody is asked', async () => {
    const { addresses, asked, log } = await allowed('20.102.38.8 20.102.38.9');
    expect({ addresses, asked, log }).toEqual({
      addresses: ['20.102.38.8', '20.102.38.9'],
      asked: [],
      log: '',
    });
  });

  test('that are not public are taken with a warning that names them', async () => {
    const { addresses, log } = await allowed('20.102.38.8 192.168.1.1 10.0.0.1');
    expect(addresses).toHaveLength(3);
    expect(log).toMatch(
      /^warning: runner-ip has 192\.168\.1\.1, 10\.0\.0\.1, not a public address: /,
    );
  });
});
