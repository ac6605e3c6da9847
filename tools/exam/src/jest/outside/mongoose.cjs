'use strict';
// jest takes a second to load it, in each file of tests.
const vm = require('node:vm');
const mongoose = require('../by-node.cjs')('mongoose');

const { prototype } = mongoose.Schema;
if (!prototype.loadClass.isLed) prototype.loadClass = led(prototype.loadClass);

/** `loadClass` goes up from a class until it comes to the prototypes of its own realm: it is led there. */
function led(loadClass) {
  const outside = vm.runInThisContext('({ Function, Object })');
  const loadClassOfTest = function (model, virtualsOnly) {
    let top = model;
    for (let above; isClass((above = Object.getPrototypeOf(top)));) top = above;
    if (isClass(top)) {
      Object.setPrototypeOf(top, outside.Function.prototype);
      Object.setPrototypeOf(top.prototype, outside.Object.prototype);
    }
    return loadClass.call(this, model, virtualsOnly);
  };
  return Object.assign(loadClassOfTest, { isLed: true });
}

function isClass(value) {
  return typeof value === 'function' && Object.hasOwn(value, 'prototype');
}

module.exports = mongoose;
