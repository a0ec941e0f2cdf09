import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { onStage, preload } from './stage.ts';

// What action.yml declares is what dist/ reads and sets.

const action = load(readFileSync('action.yml', 'utf8')) as Record<
  'inputs' | 'outputs',
  Record<string, unknown>
>;
const declaredInputs = Object.keys(action.inputs).sort();
const declaredOutputs = Object.keys(action.outputs).sort();

/** The inputs that a program asked for, from what inputs-read.cjs printed. */
function inputsIn(printed: string): string[] {
  return printed
    .split('\n')
    .map((name) => name.replace(/^INPUT_/, '').toLowerCase())
    .sort();
}

test.each<Record<string, string>>([
  {},
  { 'api-version': 'v2' },
  { 'runner-ip': 'none', revoke: 'false', summary: 'false', 'token-name': 'bot' },
  { 'export-env': 'true' },
])('the step sets the outputs that action.yml declares, and no others: %j', (inputs) =>
  onStage(async ({ job }) => {
    const step = await job(inputs).step();

    expect(Object.keys(step.outputs).sort()).toEqual(declaredOutputs);
  })(),
);

test(
  'a step that fails, and the post step, set no output',
  onStage(async ({ job }) => {
    const failed = job({ 'portfolio-id': '00000000-0000-4000-8000-000000000000' });
    expect((await failed.step()).outputs).toEqual({});

    const run = job();
    await run.step();
    expect((await run.post()).outputs).toEqual({});
  }),
);

test(
  'the step reads the inputs that action.yml declares, and no others',
  onStage(async ({ job }) => {
    const step = await job({}, { env: preload('inputs-read.cjs') }).step();

    expect(step.exitCode).toBe(0);
    expect(inputsIn(step.stderr)).toEqual(declaredInputs);
  }),
);

test(
  'the post step reads its keys and api-url, and leaves the rest to the state',
  onStage(async ({ job }) => {
    const run = job({}, { env: preload('inputs-read.cjs') });
    await run.step();
    const post = await run.post();

    expect(post.exitCode).toBe(0);
    expect(declaredInputs).toEqual(expect.arrayContaining(inputsIn(post.stderr)));
    expect(inputsIn(post.stderr)).toEqual(['api-key', 'api-url', 'user-key']);
  }),
);
