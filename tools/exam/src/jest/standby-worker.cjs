'use strict';
// What runs in a process that stands by for a run of tests.
const path = require('node:path');
const load = require('../../../run.cjs');

/** jest's own: of its package it names the runner alone. */
const inside = path.join(path.dirname(require.resolve('jest-runner')), 'testWorker.js');
const { setup, worker } = require(inside);

/** Who has loaded this has used a database. */
const MONGOOSE = path.join('mongoose', 'lib', 'index.js');

let isSetUp = false;

/**
 * Loads what a run before had loaded, and tries it.
 *
 * @returns the number of this process
 */
exports.prepare = async (files) => {
  for (const file of files) {
    try {
      load(file);
    } catch {
      // It is gone, or wants to be loaded by another: the run does without.
    }
  }
  // A database is slow at first, and its client too: until the engine has compiled them.
  if (files.some((file) => file.endsWith(MONGOOSE))) await rehearse().catch(() => undefined);
  return process.pid;
};

function rehearse() {
  return load(require.resolve('@workbook/world/rehearsal')).rehearse();
}

/** Runs a file of tests. */
exports.run = async (serializableResolvers, test) => {
  if (!isSetUp) await setup({ serializableResolvers });
  isSetUp = true;
  return worker(test);
};

/** What Node has loaded in this process, in order. */
exports.loaded = () => Object.keys(require.cache);
