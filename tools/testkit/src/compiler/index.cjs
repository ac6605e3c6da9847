'use strict';
// What the compiler says of programs that use what a learner has written. Node loads this, and not jest: it stays
// for all tests of a process, and so do the compiler and what that has read.
const path = require('node:path');
const { Worker } = require('node:worker_threads');

let thread;
let last = 0;
/** What is under way, by number. */
const waiting = new Map();

/** @param task `{ folder, programs }` */
function compile(task) {
  thread ??= start();
  // Who waits for it is not to end before.
  thread.ref();
  const id = ++last;
  thread.postMessage({ id, task });
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

function start() {
  const worker = new Worker(path.join(__dirname, 'thread.cjs'), { execArgv: [] });
  worker.on('message', ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (error) reject(error);
    else resolve(result);
  });
  worker.on('error', (error) => {
    thread = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return worker;
}

module.exports = { compile };
