'use strict';

// Of the threads of the pool, look-ups get half, and one that hangs keeps its thread. Four are too few for eToro and the
// address services. (On Windows, this comes too late.)
process.env.UV_THREADPOOL_SIZE = '16';
// Before Node 22.15, a process cannot end while a look-up hangs. So none hangs for long: the action tries again itself.
if (!process.execve) process.env.RES_OPTIONS ||= 'timeout:2 attempts:1';
// First of all, because Node then reads the root certificates in another thread while it loads the rest.
require('https');
require('./index.js').revoke();
