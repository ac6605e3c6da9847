'use strict';
// jest, from outside. What a learner writes runs in jest's own processes and may end them, keep them
// busy for ever or leave others behind: this process does none of it, and sees to the end.
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { killsIn, readJournal, removeJournal } = require('./journal.cjs');
const { patienceNow } = require('./patience.cjs');
const { ENDED, endGroup, isOrphan } = require('./processes.cjs');

/** How long jest may take to end when it is asked to. */
const LAST_WORDS_MS = 2000;
/** How long jest may stay when all is told: its reporter leaves after half a second. */
const AFTER_ALL_MS = 5000;
const LOOK_MS = 500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs jest in a group of processes of its own, and leaves none of them behind. If a test was so stuck
 * that the process that ran all of them had to be ended, jest runs again, and that test fails at once.
 *
 * @returns how it ended, the signal by which this process was asked to stop, what jest wrote to a piped
 *   stderr, and what was written down
 */
async function supervise({ args, cwd, env = process.env, stdio }) {
  const journal = newJournal();
  const own = {
    WORKBOOK_JOURNAL: journal ?? '',
    WORKBOOK_SUPERVISOR: String(process.pid),
    WORKBOOK_PATIENCE: env.WORKBOOK_PATIENCE ?? String(patienceNow()),
  };
  try {
    let known = 0;
    for (;;) {
      const again = known > 0 ? { WORKBOOK_AGAIN: '1' } : {};
      const ended = await runOnce({ args, cwd, env: { ...env, ...own, ...again }, stdio, journal });
      const entries = readJournal(journal ?? '');
      const kills = killsIn(entries).length;
      const wasStuck = ended.code === ENDED || ended.signal === 'SIGKILL';
      if (!wasStuck || ended.asked || kills === known) return { ...ended, entries };
      known = kills;
    }
  } finally {
    removeJournal(journal ?? '');
  }
}

/** Undefined where the system has no place for it: then what goes wrong is ended, and not explained. */
function newJournal() {
  try {
    return path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-run-')), 'journal.jsonl');
  } catch {
    return undefined;
  }
}

function runOnce({ args, cwd, env, stdio, journal }) {
  const child = spawn(process.execPath, [require.resolve('jest/bin/jest'), ...args], {
    cwd,
    env,
    stdio,
    // On Windows this would open a window.
    detached: process.platform !== 'win32',
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => (said += text));
  return new Promise((resolve, reject) => {
    let asked;
    const stop = accompany(child, journal, (signal) => (asked = signal));
    child.on('error', (error) => {
      stop();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      stop();
      endGroup(child.pid);
      mendTerminal(stdio, code === 0 || code === 1);
      resolve({ code, signal, asked, said });
    });
  });
}

/** Hands signals on, and ends what must not go on. @returns a function that ends the company */
function accompany(child, journal, onAsked) {
  const end = () => endGroup(child.pid);
  const timers = new Set();
  const later = (ms) => timers.add(setTimeout(end, ms));
  const ask = (signal) => {
    onAsked(signal);
    if (process.platform === 'win32') return end();
    hand(child, signal);
    later(LAST_WORDS_MS);
  };
  const resized = () => hand(child, 'SIGWINCH');
  for (const signal of SIGNALS) process.on(signal, ask);
  if (process.platform !== 'win32') process.on('SIGWINCH', resized);
  const parent = process.ppid;
  let isOver = false;
  const look = setInterval(() => {
    if (isOrphan(parent)) ask('SIGTERM');
    if (isOver || readJournal(journal ?? '').at(-1)?.kind !== 'over') return;
    isOver = true;
    later(AFTER_ALL_MS);
  }, LOOK_MS);
  return () => {
    clearInterval(look);
    for (const timer of timers) clearTimeout(timer);
    for (const signal of SIGNALS) process.off(signal, ask);
    process.off('SIGWINCH', resized);
  };
}

/** To the whole group, as a terminal does. */
function hand({ pid }, signal) {
  try {
    process.kill(signal === 'SIGWINCH' ? pid : -pid, signal);
  } catch {
    // It has ended already.
  }
}

/** Who watches is asked for keys, without echo: a process that was ended could not set that back. */
function mendTerminal(stdio, isOrderly) {
  if (isOrderly || stdio !== 'inherit' || !process.stdin.isTTY) return;
  if (process.platform !== 'win32') spawnSync('stty', ['sane'], { stdio: 'inherit' });
}

module.exports = { supervise };
