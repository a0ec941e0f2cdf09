import { post } from './index.js';

post().finally(() => process.exit());
