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

test('the action starts a sandbox on a free port, and its post step stops it', async () => {
  await withAction({}, async (job) => {
    const { exitCode, outputs } = await job.step();
    expect(exitCode).toBe(0);
    expect(Object.keys(outputs)).toEqual([...['api-key', 'user-key', 'portfolio-id', 'api-url', 'ip-services']]);
    const sandbox = { url: outputs['api-url'] ?? '' };
    expect(await call(sandbox, 'GET', PORTFOLIOS)).toMatchObject({ status: 200 });

    const post = await job.post();
    expect(post).toMatchObject({ exitCode: 0, log: 'No user token is left on the sandbox.\n' });
    await expect(call(sandbox, 'GET', PORTFOLIOS)).rejects.toThrow();
  });
});

test('two sandboxes of the action can run at once', async () => {
  await withAction({}, async (one) => {
    await withAction({}, async (other) => {
      const steps = [await one.step(), await other.step()];
      expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
      expect(new Set(steps.map(({ outputs }) => outputs['api-url'])).size).toBe(2);
      await other.post();
    });
    await one.post();
  });
});

test('the post step fails when a user token is left, names it, and stops the sandbox', async () => {
  await withAction({}, async (job) => {
    const { outputs } = await job.step();
    const sandbox = { url: outputs['api-url'] ?? '' };
    await call(sandbox, 'POST', TOKENS, { body: order({ userTokenName: 'mine' }) });

    const post = await job.post();
    expect(post).toMatchObject({ exitCode: 1, log: 'Error: Left on the sandbox: mine\n' });
    await expect(call(sandbox, 'GET', PORTFOLIOS)).rejects.toThrow();
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
