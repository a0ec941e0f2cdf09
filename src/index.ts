// The one bundle of all programs: the runner downloads the action for every job, and they share nearly everything.
export { main } from './main.ts';
export { post } from './post.ts';
