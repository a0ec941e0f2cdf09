import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addSummary,
  exportToEnvironment,
  logIssued,
  setOutputs,
  type Issued,
} from '../src/outputs.ts';
import { Secret } from '../src/secret.ts';
import { API_KEY, fakeLog, ipv4, USER_KEY, USER_TOKEN, uuid } from './fakes.ts';
import { startRunner, valuesIn, type Runner } from './runner.ts';

let runner: Runner;
beforeEach(() => {
  runner = startRunner();
});
afterEach(() => {
  runner.close();
});

function outcomeOf(changes: Partial<Issued> = {}, userTokenName = 'gha-acme-bot-1-1-abc'): Issued {
  return {
    made: {
      userTokenId: uuid(2),
      userToken: new Secret(USER_TOKEN),
      call: { purpose: 'create', requestId: uuid(3) },
      pending: {
        userTokenName,
        generated: true,
        expiresAt: '2026-12-31T23:59:59Z',
        ipsWhitelist: [],
        sentAt: 0,
      },
    },
    scopes: ['etoro-public:demo:read', '211'],
    ipsWhitelist: [ipv4('20.102.38.7'), ipv4('20.102.38.8')],
    revokedAtEnd: true,
    ...changes,
  };
}
const anywhere = { ipsWhitelist: [] };

describe('the outputs', () => {
  test('are those of the contract', () => {
    setOutputs(outcomeOf());
    expect(valuesIn(runner.read('GITHUB_OUTPUT'))).toEqual({
      token: USER_TOKEN,
      'token-id': uuid(2),
      'token-name': 'gha-acme-bot-1-1-abc',
      'expires-at': '2026-12-31T23:59:59Z',
      scopes: 'etoro-public:demo:read,211',
      'runner-ip': '20.102.38.7,20.102.38.8',
      'request-id': uuid(3),
    });
  });

  test('have no address for a token that anyone may use', () => {
    setOutputs(outcomeOf(anywhere));
    expect(valuesIn(runner.read('GITHUB_OUTPUT'))['runner-ip']).toBe('');
  });

  test('are not printed', () => {
    setOutputs(outcomeOf());
    expect(runner.printed()).toEqual([]);
  });
});

describe('the environment', () => {
  test('has the token in the place of the user key', () => {
    const keys = { apiKey: new Secret(API_KEY), userKey: new Secret(USER_KEY) };
    exportToEnvironment(keys, outcomeOf());
    expect(valuesIn(runner.read('GITHUB_ENV'))).toEqual({
      ETORO_API_KEY: API_KEY,
      ETORO_USER_KEY: USER_TOKEN,
    });
    expect(runner.printed()).toEqual([]);
  });
});

describe('the log', () => {
  test('says what the token is, and not the token', () => {
    const log = fakeLog();
    logIssued(outcomeOf(), log);
    expect(log.lines).toEqual([
      'info: Created the user token gha-acme-bot-1-1-abc',
      'info:   Scopes: etoro-public:demo:read, 211',
      'info:   Usable from: 20.102.38.7, 20.102.38.8',
      'info:   Expires: 2026-12-31T23:59:59Z, or when this job ends',
      `info:   Token id: ${uuid(2)}`,
      `info:   Request id: ${uuid(3)}`,
    ]);
  });

  test('says that anyone may use the token', () => {
    const log = fakeLog();
    logIssued(outcomeOf(anywhere), log);
    expect(log.lines).toContain('info:   Usable from: anywhere');
  });

  test('does not promise a revocation that does not come', () => {
    const log = fakeLog();
    logIssued(outcomeOf({ revokedAtEnd: false }), log);
    expect(log.lines).toContain('info:   Expires: 2026-12-31T23:59:59Z (revoke is false)');
  });
});

describe('the summary', () => {
  let first: Runner | undefined;
  let path = '';
  const summaryOf = (outcome: Issued) => {
    addSummary(outcome, fakeLog());
    const text = readFileSync(path, 'utf8');
    rmSync(path);
    return text;
  };
  beforeEach(() => {
    first ??= startRunner();
    path = first.path('GITHUB_STEP_SUMMARY');
    process.env['GITHUB_STEP_SUMMARY'] = path;
  });
  afterAll(() => {
    first?.close();
  });

  test('is a table of what was issued, without the token', () => {
    const text = summaryOf(outcomeOf());
    expect(text).toMatch(
      /^### eToro user token\n\n\| \| \|\n\| --- \| --- \|\n\| Name \| gha-acme/,
    );
    for (const shown of ['2026-12-31T23:59:59Z', '20.102.38.7, 20.102.38.8', uuid(2), uuid(3)]) {
      expect(text).toContain(shown);
    }
    expect(text).not.toContain(USER_TOKEN);
  });

  test('shows a name as it is, whatever Markdown or HTML it looks like', () => {
    const name = '<img src=x> | [a](b) `c` *d* _e_ ~f~ \\ & $g$ @octocat #1';
    const text = summaryOf(outcomeOf({}, name));
    const cell = /\| Name \| (.*) \|\n/.exec(text)?.[1] ?? '';
    expect(cell).not.toMatch(/[<>|[\]()`*_~\\$@]/);
    const shown = cell.replace(/&#(\d+);/g, (_all, code) => String.fromCodePoint(Number(code)));
    expect(shown).toBe(name);
  });

  test('is a table of six rows, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 64 }), (name) => {
        const text = summaryOf(outcomeOf({}, name));
        expect(text.trim().split(/[\n\r]/)).toHaveLength(10);
      }),
      { numRuns: 50 },
    );
  });

  test('that cannot be written is a warning, and no failure', () => {
    rmSync(path, { force: true });
    mkdirSync(path);
    const log = fakeLog();
    addSummary(outcomeOf(), log);
    expect(log.lines).toEqual([
      'warning: The job summary could not be written. The token is not affected.',
    ]);
  });
});
