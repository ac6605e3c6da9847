'use strict';
const { spawnSync } = require('node:child_process');
const { removeJournal } = require('./journal.cjs');

/** The code with which a process ends that the watchdog ends: jest and the supervisor start another. */
const ENDED = 70;
/** By this symbol the watchdog's thread finds what it has the main thread do in the end. */
const LEAVE = 'workbook.leave';

/** True if a process has the number `pid`. */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Ends the process `pid`, which leads a group, and all that it has started. */
function endGroup(pid) {
  // Who is left alone has 1 for a parent, and the group -1 is every process there is.
  if (!(pid > 1)) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}

/**
 * True if this process is left alone. Who is dead keeps its number until somebody asks for it: of the own
 * parent the system says so at once, but on Windows.
 */
function isOrphan(parent, supervisor = parent) {
  return process.ppid !== parent || !isAlive(parent) || !isAlive(supervisor);
}

/**
 * Ends the group of a process that is left alone, and takes away what a supervisor that is gone has left.
 *
 * @param family who has started the process, who leads its group, and the supervisor
 */
function endIfOrphan({ parent, leader, supervisor }) {
  if (!isOrphan(parent, supervisor)) return;
  const isGone = parent === supervisor ? isOrphan(parent) : !isAlive(supervisor);
  // One that is there still reads it.
  if (isGone) removeJournal();
  endGroup(leader);
}

module.exports = { ENDED, LEAVE, endGroup, endIfOrphan, isOrphan };
