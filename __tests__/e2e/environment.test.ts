import { expect, test } from '@jest/globals';
import { onStage } from './stage.ts';

// What a bot needs besides the token, and what eToro announces.

test(
  'export-env tells later steps the environment of the scopes, and keeps what the job sets',
  onStage(async ({ job }) => {
    const inputs = { scopes: 'real:read, real:write', 'export-env': 'true' };
    const run = job(inputs, { env: { ETORO_MODE: 'demo' } });
    const { outputs, env, log } = await run.step();
    expect(outputs['environment']).toBe('real');
    expect(env).toEqual({
      ETORO_API_KEY: expect.any(String),
      ETORO_USER_KEY: outputs['token'],
      ETORO_ENVIRONMENT: 'real',
    });
    expect(log).toContain('ETORO_ENVIRONMENT=real. Left as the job sets it: ETORO_MODE.');
  }),
);

test.each([30, 90])('the end of v1 in %i days is told in the step that made a token, and in no other', (days) => {
  const sunset = new Date(Date.now() + days * 86_400_000);
  return onStage(
    async ({ job }) => {
      const run = job();
      const told = (await run.step()).commands.filter(({ value }) => value.includes('deprecates'));
      const day = sunset.toISOString().slice(0, 10);
      expect(told).toMatchObject([
        {
          name: days < 60 ? 'warning' : 'notice',
          value: `eToro deprecates the call that made this token (api-version v1) as of 2026-11-01. It may stop to work on ${day}. Try api-version: v2.`,
        },
      ]);
      expect((await run.post()).log).not.toContain('deprecates');
    },
    { createHeaders: { deprecation: '@1793491200', sunset: sunset.toUTCString() } },
  )();
});
