'use strict';

require('./index.js').revoke();
