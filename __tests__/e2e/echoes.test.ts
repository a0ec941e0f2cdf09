import { expect, test } from '@jest/globals';
import type { Fault, FaultyRequest } from '../../sandbox/faults.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/server.ts';
import type { StepResult } from '../../sandbox/runner.ts';
import { errorOf, json, onStage, printedBy, warningsOf, type Stage } from './stage.ts';

// A server that repeats the keys, in clothes in which the runner's mask does not know them.

// No piece of it is a word that a message may have.
const userKey = 'q7Zt3xKf9Lw2Vb8Rm5Ng1Yc6Hd0Pj4TsWe+uAi/oXk=';
const WITHHELD = '(text withheld, because it repeats a part of a key or token)';

const hex = (text: string) => Buffer.from(text).toString('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const each = (text: string, dress: (code: string) => string) =>
  [...Buffer.from(text)].map((byte) => dress(byte.toString(16).padStart(2, '0'))).join('');

const clothes: Record<string, (key: string) => string> = {
  'as it is': (key) => key,
  'in part': (key) => key.slice(5, 14),
  'in lower case': (key) => key.toLowerCase(),
  'in upper case': (key) => key.toUpperCase(),
  'in hex': hex,
  'in upper-case hex': (key) => hex(key).toUpperCase(),
  'in hex with colons': (key) => each(key, (code) => `${code}:`),
  'in base64': base64,
  'in the base64 of a header': (key) => base64(`Bearer ${key}`),
  'in double base64': (key) => base64(base64(key)),
  'in base64 for URLs': (key) => Buffer.from(key).toString('base64url'),
  'URI-encoded': encodeURIComponent,
  'with %xx for every byte': (key) => each(key, (code) => `%${code}`),
  'URI-encoded twice': (key) => each(key, (code) => `%25${code}`),
  'in HTML entities': (key) => each(key, (code) => `&#${parseInt(code, 16)};`),
  'in hexadecimal HTML entities': (key) => each(key, (code) => `&#x${code};`),
  'in \\uXXXX': (key) => each(key, (code) => `\\u00${code}`),
  'in \\xXX': (key) => each(key, (code) => `\\x${code}`),
  'with a space after each character': (key) => key.split('').join(' '),
  'with dashes': (key) => key.replace(/.{4}/g, '$&-'),
  'wrapped at 15 characters': (key) => key.replace(/.{15}/g, '$&\n'),
  'in base64, wrapped at 15 characters': (key) => base64(key).replace(/.{15}/g, '$&\r\n'),
};

/** Fails when 8 characters of a text were printed. */
function expectNoPiece(result: StepResult, ...texts: readonly string[]): void {
  const printed = printedBy(result).toLowerCase();
  for (const text of texts.map((one) => one.toLowerCase())) {
    for (let at = 0; at + 8 <= text.length; at++) {
      expect(printed).not.toContain(text.slice(at, at + 8));
    }
  }
}

async function inBothModes(
  test: (stage: Stage, debug: boolean) => Promise<void>,
  options: Partial<SandboxOptions>,
): Promise<void> {
  await Promise.all(
    [false, true].map((debug) => onStage((stage) => test(stage, debug), options)()),
  );
}

const echo = (status: number, errorCode: string, errorMessage: string): Fault => ({
  before: json(status, { errorCode, errorMessage }),
});
const lastRequestId = ({ requests }: Sandbox) =>
  `request id ${String(requests.at(-1)?.headers['x-request-id'])}`;
/** Also where there are debug lines with a stack beside it. */
const failureOf = ({ commands }: StepResult) =>
  commands.filter(({ name }) => name === 'error').map(({ value }) => value);

test.each(Object.entries(clothes))(
  'a key that comes back %s is withheld in the step and in the post step, also in debug mode',
  async (_, dress) => {
    const dressed = dress(userKey);
    const step = onStage(
      async ({ sandbox, job }) => {
        sandbox.failNext('createUserToken', echo(400, dressed, dressed));
        const failed = await job({}, { debug: true }).step();

        expect(failureOf(failed)).toEqual([
          `There is no user token. eToro answered HTTP 400 ${WITHHELD} (${lastRequestId(sandbox)}). Check the inputs of this step.`,
        ]);
        expectNoPiece(failed, userKey, dressed);
      },
      { userKey },
    );
    const post = onStage(
      async ({ sandbox, job }) => {
        const run = job({}, { debug: true });
        await run.step();
        sandbox.failNext('deleteUserToken', echo(401, 'Denied', dressed));
        const failed = await run.post();

        expect(warningsOf(failed)).toEqual([
          expect.stringContaining(
            `eToro answered HTTP 401 Denied: ${WITHHELD} (revoking a token, ${lastRequestId(sandbox)}). `,
          ),
        ]);
        expectNoPiece(failed, userKey, dressed);
      },
      { userKey },
    );
    await Promise.all([step(), post()]);
  },
);

/** Parts of a dressed key in `errorCode` and in `errorMessage`. */
const split: Record<string, [code: string, message: string]> = {
  'in halves': [userKey.slice(0, 20), userKey.slice(20)],
  // Neither part has 8 characters.
  'in short parts': [userKey.slice(12, 17), userKey.slice(17, 23)],
  'in short parts in hex': [hex(userKey.slice(12, 15)), hex(userKey.slice(15, 18)).toUpperCase()],
  'in parts of its double base64': [
    base64(base64(userKey)).slice(0, 7),
    base64(base64(userKey)).slice(7, 14),
  ],
};

test.each(Object.entries(split))(
  'a key that is split over errorCode and errorMessage %s is withheld, with debug and without',
  async (_, [code, message]) => {
    await inBothModes(
      async ({ sandbox, job }, debug) => {
        sandbox.failNext('createUserToken', echo(400, code, message));
        const step = await job({}, { debug }).step();

        expect(failureOf(step)).toEqual([expect.stringContaining(WITHHELD)]);
        expect(failureOf(step)[0]).toContain(lastRequestId(sandbox));
        expect(printedBy(step)).not.toContain(message);
        expectNoPiece(step, userKey);
      },
      { userKey },
    );
  },
);

test('a key that comes back is withheld where the log tells of a wait', async () => {
  await inBothModes(
    async ({ sandbox, job }, debug) => {
      sandbox.failNext('createUserToken', echo(500, 'Denied', userKey));
      const step = await job({}, { debug }).step();

      expect(step.exitCode).toBe(0);
      expect(step.log).toMatch(
        /eToro answered HTTP 500 Denied: \(text withheld, .*\)\. Waiting \S+ before try 2/,
      );
      expectNoPiece(step, userKey);
    },
    { userKey },
  );
});

test('an API key that is a part of the user key does not leave the rest of it in the log', async () => {
  const apiKey = userKey.slice(10, 30);
  await inBothModes(
    async ({ sandbox, job }, debug) => {
      sandbox.failNext('createUserToken', {
        before: json(400, { errorMessage: `no: ${userKey}` }),
      });
      const step = await job({}, { debug }).step();

      expect(step.exitCode).toBe(1);
      expectNoPiece(step, userKey);
      expect(step.log).toContain(`eToro answered HTTP 400 ${WITHHELD}`);
    },
    { apiKey, userKey },
  );
});

test.each<[string, (token: string) => string]>([
  ['whole', (token) => token],
  ['without its last character', (token) => token.slice(0, -1)],
  ['reversed in case', (token) => token.toUpperCase()],
])(
  'a token that the step gave up for the sake of the clock is withheld when a later create echoes it %s',
  async (_, dress) => {
    await inBothModes(
      async ({ sandbox, job }, debug) => {
        sandbox.failNext('createUserToken', {});
        sandbox.failNext('createUserToken', {
          before: {
            kind: 'answer',
            status: 400,
            body: () =>
              JSON.stringify({
                errorCode: 'ValidationFailed',
                errorMessage: dress(sandbox.issuedSecrets[0] ?? ''),
              }),
          },
        });
        const run = job({ 'expires-in': '2h' }, { debug });
        const step = await run.step();
        const [error] = failureOf(step);

        expect(warningsOf(step)).toEqual([
          expect.stringMatching(/^The clock of this runner is (1h|59m\d\ds|1h1s) behind eToro's\./),
        ]);
        expect(error).toContain(
          `There is no user token. eToro answered HTTP 400 ValidationFailed: ${WITHHELD} (request id `,
        );
        expectNoPiece(step, sandbox.issuedSecrets[0]?.replace('sk_live_', '') ?? '');

        await run.post();
        expect(sandbox.tokens()).toEqual([]);
      },
      { now: () => Date.now() + 3_600_000 },
    );
  },
);

test(
  'an address service that repeats the user key is not quoted',
  onStage(
    async ({ sandbox, job }) => {
      sandbox.failNext('getIp', {
        before: { kind: 'answer', status: 200, body: `who is ${base64(userKey)}?` },
      });
      const step = await job({
        'runner-ip': 'auto',
        'ip-services': `${sandbox.url}/ip`,
      }).step();

      expect(errorOf(step)).toContain(`not an IPv4 address but "${WITHHELD.slice(0, 60)}`);
      expectNoPiece(step, userKey, base64(userKey));
    },
    { userKey },
  ),
);

// Keys may be UUIDs, and an id is saved and shown.
const uuidKey = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

test(
  'a key that comes back as the id of the token is neither saved nor shown',
  onStage(
    async ({ sandbox, job }) => {
      const userToken = 'sk_live_55d0c6f2e1894b7ca3d2a1b0c9d8e7f6';
      sandbox.failNext('createUserToken', {
        after: json(201, { userTokenId: uuidKey, userToken }),
      });
      const run = job();
      const step = await run.step();
      await run.post();

      expect(errorOf(step)).toContain('eToro answered HTTP 201 without a userTokenId');
      expect(step.outputs).toEqual({});
      expect(sandbox.tokens()).toEqual([]);
    },
    { apiKey: uuidKey },
  ),
);

test(
  'a request id that comes back as the token is no token',
  onStage(async ({ sandbox, job }) => {
    const body = ({ headers }: FaultyRequest) =>
      JSON.stringify({
        userTokenId: 'f9e8d7c6-b5a4-3210-fedc-ba9876543210',
        userToken: headers['x-request-id'],
      });
    sandbox.failNext('createUserToken', { after: { kind: 'answer', status: 201, body } });

    expect(errorOf(await job().step())).toContain('eToro answered HTTP 201 without a userToken (');
  }),
);
