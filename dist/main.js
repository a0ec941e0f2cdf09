'use strict';

require('./index.js').main().finally(() => process.exit());
