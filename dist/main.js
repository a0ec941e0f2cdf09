'use strict';

// First of all, because Node then reads the root certificates in another thread while it loads the rest.
require('https');
require('./index.js').main();
