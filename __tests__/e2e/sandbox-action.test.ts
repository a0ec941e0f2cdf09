import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { listen } from '../../sandbox/listen.ts';
import { startJob, type Job } from '../../sandbox/runner.ts';
import { call, order, PORTFOLIOS, TOKENS } from '../sandbox/calls.ts';

/** Runs a test with a job of the action that starts the sandbox. */
async function withAction(inputs: Readonly<Record<string, string>>, use: (job: Job) => Promise<void>): Promise<void> {
  const job = startJob({ inputs, action: '.github/actions/sandbox' });
  try {
    await use(job);
  } catch (error) {
    // A test that fails early leaves no sandbox behind.
    await job.post();
    throw error;
  } finally {
    job.close();
  }
}

test('each action starts a sandbox on a free port, and its post step stops it, and fails when a user token is left', async () => {
  await withAction({}, async (one) => {
    await withAction({}, async (other) => {
      const steps = [await one.step(), await other.step()];
      expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
      const names = ['api-key', 'user-key', 'portfolio-id', 'api-url', 'ip-services'];
      for (const { outputs } of steps) expect(Object.keys(outputs)).toEqual(names);
      const sandboxes = steps.map(({ outputs }) => ({ url: outputs['api-url'] ?? '' }));
      for (const sandbox of sandboxes) {
        expect(await call(sandbox, 'GET', PORTFOLIOS)).toMatchObject({ status: 200 });
      }
      await call(sandboxes[1] ?? { url: '' }, 'POST', TOKENS, { body: order({ userTokenName: 'mine' }) });

      expect(await one.post()).toMatchObject({ exitCode: 0, log: 'No user token is left on the sandbox.\n' });
      expect(await other.post()).toMatchObject({ exitCode: 1, log: 'Error: Left on the sandbox: mine\n' });
      for (const sandbox of sandboxes) await expect(call(sandbox, 'GET', PORTFOLIOS)).rejects.toThrow();
    });
  });
});

test('the post step fails when the sandbox has gone', async () => {
  await withAction({}, async (job) => {
    const { state } = await job.step();
    process.kill(Number(state['pid']));
    const url = state['api-url'] ?? '';
    for (let up = true; up;)
      up = await call({ url }, 'GET', PORTFOLIOS).then(
        () => true,
        () => false,
      );

    const post = await job.post();
    expect(post.exitCode).toBe(1);
    expect(post.log).toContain('Error: The sandbox does not list its user tokens');
  });
});

test('the action fails on a port that is taken, and its post step has nothing to do', async () => {
  const { port, close } = await listen(createServer());
  await withAction({ port: String(port) }, async (job) => {
    const step = await job.step();
    expect(step.exitCode).toBe(1);
    expect(step.log).toContain(`Another program uses port ${port}.`);
    expect(step.log).toContain('Error: The sandbox did not start.');
    expect(await job.post()).toMatchObject({ exitCode: 0 });
  });
  await close();
});
