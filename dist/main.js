import { main } from './index.js';

main().finally(() => process.exit());
