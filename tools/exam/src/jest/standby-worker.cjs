'use strict';
// What runs in a process that stands by for a run of tests.
const path = require('node:path');

/** jest's own: of its package it names the runner alone. */
const inside = path.join(path.dirname(require.resolve('jest-runner')), 'testWorker.js');
const { setup, worker } = require(inside);

let isSetUp = false;

/**
 * Loads what a run before had loaded.
 *
 * @returns the number of this process
 */
exports.prepare = (files) => {
  for (const file of files) {
    try {
      require(file);
    } catch {
      // It is gone, or wants to be loaded by another: the run does without.
    }
  }
  return process.pid;
};

/** Runs a file of tests. */
exports.run = async (serializableResolvers, test) => {
  if (!isSetUp) await setup({ serializableResolvers });
  isSetUp = true;
  return worker(test);
};

/** What Node has loaded in this process, in order. */
exports.loaded = () => Object.keys(require.cache);
