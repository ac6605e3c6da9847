'use strict';
// Watches over the process that it is loaded into, from a thread: a thread sees, and can say, that the
// main thread does not turn any more.
const fs = require('node:fs');
const path = require('node:path');
const { Worker } = require('node:worker_threads');
const { ENDED, LEAVE, endIfOrphan } = require('./processes.cjs');

const BEAT_MS = 50;
const LOOK_MS = 1000;

let thread;

/**
 * Watches over what runs from now on: `{ file, test, lab }`, or nothing.
 * Where there is no journal, nothing is watched: nobody would say why the process was ended.
 */
function watch(now) {
  if (!process.env.WORKBOOK_JOURNAL) return;
  if (!thread && now) thread = start();
  thread?.postMessage(now);
}

function start() {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(beats, 0, 1), BEAT_MS).unref();
  globalThis[Symbol.for(LEAVE)] = leave;
  const worker = new Worker(path.join(__dirname, 'watchdog-thread.cjs'), {
    workerData: { beats, ...family() },
    execArgv: [],
  });
  worker.on('error', (error) => {
    throw error;
  });
  worker.unref();
  return worker;
}

/** Ends this process, as the thread asks it to: without a signal, after which jest would try no other. */
function leave() {
  // Node would write there that it waits for the debugger, which is the thread.
  fs.closeSync(2);
  process.reallyExit(ENDED);
}

/** Who has started this process, and who leads its group: itself, or jest if this is one of its workers. */
function family() {
  return {
    parent: process.ppid,
    leader: process.connected ? process.ppid : process.pid,
    supervisor: Number(process.env.WORKBOOK_SUPERVISOR),
  };
}

/** Ends the group of this process when its supervisor is gone, and cannot end it any more. */
function endWithSupervisor() {
  if (!process.env.WORKBOOK_SUPERVISOR) return;
  const own = family();
  setInterval(() => endIfOrphan(own), LOOK_MS).unref();
}

module.exports = { endWithSupervisor, watch };
