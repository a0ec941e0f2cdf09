import { describe, expect, test } from '@jest/globals';
import { allowedAddresses } from '../src/allowed-addresses.ts';
import { apiVersions } from '../src/etoro/versions.ts';
import type { Send } from '../src/http/send.ts';
import { parseRunnerIp } from '../src/runner-ip.ts';
import { fakeLog, MINUTE, noSignal, valueOf } from './fakes.ts';

const service = 'https://ip.example/';

async function allowed(runnerIp: string, scopes = 'demo:write', version: 'v1' | 'v2' = 'v1') {
  const log = fakeLog();
  const asked: string[] = [];
  const send: Send = ({ url }) => {
    asked.push(url.href);
    return Promise.resolve({ status: 200, headers: {}, body: '20.102.38.7' });
  };
  const addresses = await allowedAddresses(
    {
      runnerIp: valueOf(parseRunnerIp(runnerIp)),
      ipServices: [new URL(service)],
      scopes: valueOf(apiVersions[version].parseScopes(scopes)),
    },
    { send, timeout: MINUTE, signal: noSignal, log },
  );
  return { addresses, asked, log: log.lines.join('\n') };
}

describe('none', () => {
  test('is anyone, with a warning, and nobody is asked', async () => {
    const { addresses, asked, log } = await allowed('none');
    expect({ addresses, asked }).toEqual({ addresses: [], asked: [] });
    expect(log).toMatch(/^warning: runner-ip is none: .* from anywhere/);
    expect(log).not.toContain('real money');
  });

  test.each(['v1', 'v2'] as const)(
    'has a stronger warning for a real:write scope of %s',
    async (version) => {
      const { log } = await allowed('none', 'demo:read real:write', version);
      expect(log).toMatch(/^warning: .*real money from anywhere/);
    },
  );
});

describe('auto', () => {
  test('is the address that was found, and the log says so', async () => {
    const { addresses, asked, log } = await allowed('auto');
    expect({ addresses, asked }).toEqual({ addresses: ['20.102.38.7'], asked: [service] });
    expect(log).toBe("info: This runner's public address is 20.102.38.7, as 1 of 1 services say.");
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
    expect(log).toMatch(/^warning: runner-ip has 192\.168\.1\.1, 10\.0\.0\.1, which/);
  });
});
