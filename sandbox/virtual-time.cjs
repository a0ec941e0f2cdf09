'use strict';
// Puts a process on virtual time, with `node --require`. The timekeeper that started the process owns the time: it asks over
// the pipe 3 whether anything is still going on here, sets the time, and lets the timers that are due run. So hours pass at
// once, and no time passes while there is something to do. A timer holds the process as a real one does; the pipe does not.
const { createHook } = require('node:async_hooks');
const net = require('node:net');
const timers = require('node:timers');
const timerPromises = require('node:timers/promises');

const { setImmediate, setTimeout: setRealTimeout } = timers;
const activeResources = process.getActiveResourcesInfo;
const LONGEST_DELAY = 2 ** 31 - 1;

/** Milliseconds since 1970. */
let now = Number(process.env.VIRTUAL_TIME);
delete process.env.VIRTUAL_TIME;
const start = now;

// What runs here is counted, except for what this script itself does, and for what only follows from something else.
let activity = 0;
let isOwn = false;
const watched = new Set();
createHook({
  init(id, type) {
    if (!isOwn && type !== 'TickObject' && type !== 'PROMISE') watched.add(id);
  },
  before(id) {
    if (watched.has(id)) activity++;
  },
  destroy(id) {
    watched.delete(id);
  },
}).enable();

function own(action) {
  isOwn = true;
  try {
    return action();
  } finally {
    isOwn = false;
  }
}

const pipe = own(() => new net.Socket({ fd: 3 }));
pipe.unref();

/** The timers that run, in the order in which they were started. */
const running = new Set();

function holdProcess() {
  if ([...running].some((timer) => timer.hasRef())) pipe.ref();
  else pipe.unref();
}

function nextTimer() {
  let next;
  for (const timer of running) if (next === undefined || timer.at < next.at) next = timer;
  return next;
}

class Timer {
  #isRef = true;

  constructor(action, delay, repeats) {
    this.action = action;
    this.delay = delay >= 1 && delay <= LONGEST_DELAY ? Math.trunc(delay) : 1;
    this.repeats = repeats;
    this.refresh();
  }
  refresh() {
    this.close();
    this.at = now + this.delay;
    running.add(this);
    holdProcess();
    return this;
  }
  close() {
    running.delete(this);
    holdProcess();
    return this;
  }
  ref() {
    this.#isRef = true;
    holdProcess();
    return this;
  }
  unref() {
    this.#isRef = false;
    holdProcess();
    return this;
  }
  hasRef() {
    return this.#isRef;
  }
}

/** Each timer has a turn of its own, as Node runs what a timer left in its queues before the next one. */
function runTimers() {
  const timer = nextTimer();
  if (timer === undefined || timer.at > now) return;
  inOwnTurn(() => {
    runTimers();
  });
  activity++;
  if (timer.repeats) timer.refresh();
  else timer.close();
  timer.action();
}

/** The turns that this script has asked for and that have not come. */
let ownTurns = 0;
function inOwnTurn(action) {
  ownTurns++;
  own(() => {
    setImmediate(() => {
      ownTurns--;
      action();
    });
  });
}

function isAtWork() {
  return activeResources().some((name) => /Req|ConnectWrap|WriteWrap|ShutdownWrap/.test(name));
}

const TURNS = 4;

/** Tells the timekeeper, as soon as some turns of the event loop have had nothing to do. */
function answerWhenQuiet(turns = TURNS, seen = activity, tries = 0) {
  if (seen === activity && ownTurns === 0 && !isAtWork()) {
    if (turns === 0) {
      own(() => pipe.write(`${nextTimer()?.at ?? ''} ${activity}\n`));
      return;
    }
    turns--;
  } else {
    turns = TURNS;
  }
  const next = activity;
  own(() => {
    // A look-up can take long.
    const later = tries < 100 ? setImmediate : (action) => setRealTimeout(action, 1).unref();
    later(() => {
      answerWhenQuiet(turns, next, tries + 1);
    });
  });
}

const commands = {
  ask: () => {
    answerWhenQuiet();
  },
  time: (text) => {
    now = Number(text);
  },
  run: () => {
    inOwnTurn(runTimers);
  },
};

let line = '';
pipe.setEncoding('utf8').on('data', (text) => {
  const lines = (line + text).split('\n');
  line = lines.pop();
  for (const each of lines) {
    const [command, argument] = each.split(' ');
    commands[command](argument);
  }
});
// The timekeeper has ended, and so has the test.
pipe.on('error', () => undefined);

function setTimeout(action, delay, ...args) {
  return new Timer(() => action(...args), delay, false);
}

function setInterval(action, delay, ...args) {
  return new Timer(() => action(...args), delay, true);
}

function clear(timer) {
  if (timer instanceof Timer) timer.close();
}

function sleep(delay, value, { signal, ref = true } = {}) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      timer.close();
      reject(
        new globalThis.DOMException('The operation was aborted', {
          name: 'AbortError',
          cause: signal.reason,
        }),
      );
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve(value);
    }, delay);
    if (!ref) timer.unref();
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

const clocks = { setTimeout, setInterval, clearTimeout: clear, clearInterval: clear };
Object.assign(timers, clocks);
Object.assign(globalThis, clocks);
timerPromises.setTimeout = sleep;

Date.now = () => now;
globalThis.Date = new Proxy(Date, {
  construct: (RealDate, args, target) => Reflect.construct(RealDate, args.length === 0 ? [now] : args, target),
  apply: (RealDate) => new RealDate(now).toString(),
});
Date.prototype.constructor = Date;
process.hrtime = Object.assign(
  ([seconds, nanoseconds] = [0, 0]) => {
    const since = BigInt(now) * 1_000_000n - (BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds));
    return [Number(since / 1_000_000_000n), Number(since % 1_000_000_000n)];
  },
  { bigint: () => BigInt(now) * 1_000_000n },
);
globalThis.performance.now = () => now - start;
