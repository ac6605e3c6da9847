'use strict';
// What the processes of one run of jest write down while they run: who is ended cannot tell any more.
// Its file lies in a folder of the system's, because that of the lab may be read-only.
const fs = require('node:fs');
const path = require('node:path');

/** Kinds of entries after which a process is ended. */
const KILLS = new Set(['stuck', 'memory']);
/** How a test ended of which the journal says this. */
const STATES = {
  stuck: 'time',
  memory: 'memory',
  exit: 'ended',
  flood: 'failed',
  broken: 'not loaded',
};

/** Writes `entry` down, at once, if this process is part of a supervised run. */
function note(entry) {
  const file = process.env.WORKBOOK_JOURNAL;
  if (!file) return;
  try {
    fs.appendFileSync(file, `${JSON.stringify({ ...entry, pid: process.pid })}\n`);
  } catch {
    // A full disk, say. The journal explains what went wrong; nothing goes wrong without it.
  }
}

/** The entries of `file`, in order; those of this process' run unless it is given. */
function readJournal(file = process.env.WORKBOOK_JOURNAL) {
  if (!file) return [];
  let text = '';
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      // The last line, or one that was cut off when its writer was killed.
      return [];
    }
  });
}

/** Takes the file away, with the folder that was made for it; that of this process' run unless it is given. */
function removeJournal(file = process.env.WORKBOOK_JOURNAL) {
  if (!file) return;
  try {
    fs.rmSync(path.dirname(file), { recursive: true, force: true });
  } catch {
    // Somebody else who is left alone takes it away at the same moment.
  }
}

/** The entries since jest last began a run: `--watchAll` makes many. */
function sinceRun(entries) {
  return entries.slice(entries.findLastIndex(({ kind }) => kind === 'run') + 1);
}

/**
 * The tests at which a process was ended, each once and with the most that is known: its end is noted
 * before the place is looked for.
 */
function killsIn(entries) {
  const kills = new Map();
  for (const entry of entries) {
    if (KILLS.has(entry.kind)) kills.set(JSON.stringify([entry.file, entry.test]), entry);
  }
  return [...kills.values()];
}

/** How a test ended, or its whole file, of which `entry` says what was found. */
function stateOf({ kind }) {
  return STATES[kind];
}

module.exports = { killsIn, note, readJournal, removeJournal, sinceRun, stateOf };
