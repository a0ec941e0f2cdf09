// The one bundle of all programs: the runner downloads the action for every job, and they share nearly everything.
import { main as runMain } from './main.ts';
import { post as runPost } from './post.ts';
import { revoke as runRevoke } from './revoke.ts';
import { exit } from './runner/exit.ts';

// A socket that does not close must not keep the job waiting.
export const main = () => runMain().finally(exit);
export const post = () => runPost().finally(exit);
export const revoke = () => runRevoke().finally(exit);
