/** The release of MongoDB whose answers are given. */
export const COMPATIBLE_VERSION = '7.0.0';
/** The same, as hello says it (MongoDB handshake specification). */
export const WIRE_VERSION = 21;
