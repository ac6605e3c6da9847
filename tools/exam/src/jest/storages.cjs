'use strict';
const hooks = require('node:async_hooks');

/**
 * Ends what AsyncLocalStorages cost. Before Node 24 each that was ever used is in every promise that the process makes
 * from then on: with a hundred of them, promises take a hundred times as long. jest itself makes one for each file of
 * tests, and what tests and libraries make comes on top.
 *
 * @returns a function that disables those that were made since, until somebody uses them again
 */
function noteStorages() {
  const { AsyncLocalStorage } = hooks;
  const made = [];
  provide(
    class extends AsyncLocalStorage {
      constructor(...args) {
        super(...args);
        made.push(this);
      }
    },
  );
  return () => {
    provide(AsyncLocalStorage);
    for (const storage of made) storage.disable();
  };
}

/** Newer versions of Node have a getter there. */
function provide(value) {
  Object.defineProperty(hooks, 'AsyncLocalStorage', {
    configurable: true,
    enumerable: true,
    writable: true,
    value,
  });
}

module.exports = { noteStorages };
