// Plays a look-up that hangs: a thread of Node's pool waits for a writer that never comes, and Node says that it is a look-up.
const fs = require('node:fs');

fs.open(process.env.STUCK_FIFO, 'r', () => undefined);
process.getActiveResourcesInfo = () => ['GetAddrInfoReqWrap'];
