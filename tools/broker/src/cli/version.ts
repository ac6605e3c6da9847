/** The release of NATS Streaming Server whose behaviour this one follows. */
export const COMPATIBLE_VERSION = '0.25.6';
