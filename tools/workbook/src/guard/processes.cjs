'use strict';
const { spawnSync } = require('node:child_process');

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

module.exports = { ENDED, LEAVE, endGroup, isAlive };
