'use strict';

require('./index.js').post().finally(() => process.exit());
