'use strict';
// jest runs tests in a realm of their own. What Node's core makes, or a library that Node has loaded, is of
// the realm outside: its errors are of another Error, its dates of another Date, and a Map of the test is
// none to the library.

const ordinary = Function.prototype[Symbol.hasInstance];

/**
 * Has `instanceof` in the realm of `global`, and in this one, know what was made in the other: an Error of
 * Node's core is an `Error` in a test, and a Map of the test a `Map` to a library. Classes that extend these
 * know their own instances, as ever.
 *
 * @returns a function that ends that
 */
function joinRealms(global) {
  const ends = Object.getOwnPropertyNames(global).flatMap((name) => {
    const [inside, outside] = [global, globalThis].map((realm) => classIn(realm, name));
    if (!inside || !outside || inside === outside) return [];
    return [accept(inside, outside), accept(outside, inside)];
  });
  return () => ends.forEach((end) => end());
}

/** @returns undefined if no instance can be made of what has this name */
function classIn(realm, name) {
  const value = Object.getOwnPropertyDescriptor(realm, name)?.value;
  return typeof value === 'function' && Object(value.prototype) === value.prototype
    ? value
    : undefined;
}

/** Instances of `other` are instances of `own`. */
function accept(own, other) {
  Object.defineProperty(own, Symbol.hasInstance, {
    configurable: true,
    value(value) {
      return ordinary.call(this, value) || (this === own && ordinary.call(other, value));
    },
  });
  return () => delete own[Symbol.hasInstance];
}

/** True for an error that is of none of these realms, each told by its global object. */
function isOfAnother(error, ...realms) {
  return (
    Object.prototype.toString.call(error) === '[object Error]' &&
    !realms.some((realm) => ordinary.call(realm.Error, error))
  );
}

module.exports = { isOfAnother, joinRealms };
