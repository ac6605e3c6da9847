'use strict';
// What a bus needs of Node: to read all of its types takes as long as everything else together. Whatever is here is
// as there, so that what compiles with this compiles with those; what does not is compiled once more, with those.
module.exports = `
declare module 'events' {
  type Heard = (...args: any[]) => void;
  class EventEmitter {
    on(eventName: string | symbol, listener: Heard): this;
    once(eventName: string | symbol, listener: Heard): this;
    addListener(eventName: string | symbol, listener: Heard): this;
    off(eventName: string | symbol, listener: Heard): this;
    removeListener(eventName: string | symbol, listener: Heard): this;
    removeAllListeners(eventName?: string | symbol): this;
    emit(eventName: string | symbol, ...args: any[]): boolean;
  }
  namespace EventEmitter {
    export { EventEmitter };
  }
  export = EventEmitter;
}
interface Buffer extends Uint8Array {
  toString(encoding?: BufferEncoding, start?: number, end?: number): string;
}
type BufferEncoding =
  | 'ascii' | 'utf8' | 'utf-8' | 'utf16le' | 'utf-16le' | 'ucs2' | 'ucs-2'
  | 'base64' | 'base64url' | 'latin1' | 'binary' | 'hex';
declare var console: Record<'debug' | 'error' | 'info' | 'log' | 'warn', (...data: any[]) => void>;
declare var process: { exit(code?: number | string | null): never; exitCode: number | string | null | undefined };
declare namespace NodeJS {
  interface Timeout {
    ref(): this;
    unref(): this;
    hasRef(): boolean;
    refresh(): this;
  }
}
declare function setTimeout(callback: () => void, delay?: number): NodeJS.Timeout;
declare function setInterval(callback: () => void, delay?: number): NodeJS.Timeout;
declare function clearTimeout(timeout: NodeJS.Timeout | undefined): void;
declare function clearInterval(timeout: NodeJS.Timeout | undefined): void;
`;
