'use strict';
const { getHeapStatistics } = require('node:v8');
const { parentPort, workerData } = require('node:worker_threads');
const { trapFinding } = require('./findings.cjs');
const { note } = require('./journal.cjs');
const { LOOP_MS } = require('./patience.cjs');
const { endIfOrphan } = require('./processes.cjs');

const { beats, ...family } = workerData;
const LOOK_MS = 50;
/** Looks between two of those that ask the system something dearer. */
const RARELY = 20;
const MB = 1024 * 1024;
/** What a test may take beyond what the process had: less than what ends it in a crash of the engine. */
const MEMORY_MB = Math.min(1000, Math.floor((0.6 * getHeapStatistics().heap_size_limit) / MB));

/** What runs; undefined between two files of tests. */
let now;
let since = Date.now();
let startMemory = process.memoryUsage.rss();
let beat = 0;
let usedAt = cpuMs();
let looks = 0;
let isEnding = false;

parentPort.on('message', (next) => {
  if (next && next.file !== now?.file) startMemory = process.memoryUsage.rss();
  now = next;
  alive();
});
setInterval(look, LOOK_MS);

function look() {
  if (isEnding) return;
  looks++;
  if (looks % RARELY === 0) endIfOrphan(family);
  const last = Atomics.load(beats, 0);
  if (last !== beat) {
    beat = last;
    alive();
  }
  if (!now) return;
  const memory = (process.memoryUsage.rss() - startMemory) / MB;
  const silent = Date.now() - since;
  const used = cpuMs() - usedAt;
  if (memory > MEMORY_MB) {
    end('memory', `took more than ${MEMORY_MB} MB of memory`);
  } else if ((silent > LOOP_MS && used > LOOP_MS / 2) || silent > 2.5 * LOOP_MS) {
    // Where both cores are busy with something else, the process is slow and not in a loop.
    end(
      'stuck',
      `let nothing else run for more than ${LOOP_MS / 1000} s: a loop that does not end?`,
    );
  }
}

function alive() {
  since = Date.now();
  usedAt = cpuMs();
}

/** Of all threads. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Writes down what happened, before and after the place is looked for: the process may not last. */
function end(kind, what) {
  isEnding = true;
  const { file, test, lab } = now;
  const found = (place) => {
    note({ kind, file, test, finding: trapFinding({ kind, file, test, place, what }) });
  };
  found();
  const { findPlace, leave } = pause();
  findPlace(lab, (place) => {
    if (place) found(place);
    leave();
  });
}

/** The debugger is loaded when it is needed: most runs end by themselves. */
function pause() {
  return require('./pause.cjs');
}
