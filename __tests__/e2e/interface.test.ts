import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { onStage, preload, warningsOf } from './stage.ts';

// What each action.yml declares is what dist/ reads and sets.

const declared = (action: string) => {
  const { inputs, outputs } = load(readFileSync(`${action}action.yml`, 'utf8')) as Record<
    'inputs' | 'outputs',
    Record<string, unknown>
  >;
  return { inputs: Object.keys(inputs).sort(), outputs: Object.keys(outputs).sort() };
};

/** The inputs that a program asked for, from what inputs-read.cjs printed. */
function inputsIn(printed: string): string[] {
  return printed
    .split('\n')
    .map((name) => name.replace(/^INPUT_/, '').toLowerCase())
    .sort();
}

test.each<[string, Record<string, string>]>([
  ['', { 'api-version': 'v2', 'runner-ip': 'none', revoke: 'false', summary: 'false' }],
  ['', { 'export-env': 'true' }],
  ['revoke/', { 'dry-run': 'true', run: 'this' }],
])('%saction.yml declares the inputs that are read and the outputs that are set: %j', (action, inputs) =>
  onStage(async ({ job }) => {
    const options = { ...(action !== '' && { action }), env: preload('inputs-read.cjs') };
    const step = await job(inputs, options).step();

    expect(step.exitCode).toBe(0);
    // The tests of finished runs hold the one that only `run: finished` reads.
    const always = declared(action).inputs.filter((name) => name !== 'github-token');
    expect(inputsIn(step.stderr)).toEqual(always);
    expect(Object.keys(step.outputs).sort()).toEqual(declared(action).outputs);
    expect(warningsOf(step).join()).not.toContain('Unexpected input');
  })(),
);

test(
  'a step that fails, and the post step, set no output, and the post step leaves all but its keys and api-url to the state',
  onStage(async ({ job }) => {
    const failed = job({ 'portfolio-id': '00000000-0000-4000-8000-000000000000' });
    expect((await failed.step()).outputs).toEqual({});

    const run = job({}, { env: preload('inputs-read.cjs') });
    await run.step();
    const post = await run.post();
    expect(post).toMatchObject({ exitCode: 0, outputs: {} });
    expect(inputsIn(post.stderr)).toEqual(['api-key', 'api-url', 'user-key']);
  }),
);
