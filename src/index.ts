// The one bundle of all programs: the runner downloads the action for every job, and they share nearly everything.
import { run as runMain } from './main.ts';
import { run as runPost } from './post.ts';
import { run as runRevoke } from './revoke.ts';
import { exit } from './runner/program.ts';

// A socket that does not close must not keep the job waiting.
export const main = () => runMain().finally(exit);
export const post = () => runPost().finally(exit);
export const revoke = () => runRevoke().finally(exit);
