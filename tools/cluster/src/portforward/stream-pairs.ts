import type { Clock, Timer } from '@workbook/clock';
import { forward } from './forward';
import { portOf } from './ports';
import type { SpdyStream } from './spdy/stream';
import type { ForwardTarget } from './target';

/** So long the second stream of a pair may take, as with the kubelet. */
const PAIR_MS = 30_000;

interface HalfPair {
  readonly stream: SpdyStream;
  readonly timer: Timer;
}

/**
 * Makes connections of the streams of a SPDY session: each has one for its bytes and one for what went
 * wrong, in any order, with the same `requestid`.
 */
export class StreamPairs {
  readonly #halves = new Map<string, HalfPair>();

  constructor(
    readonly target: ForwardTarget,
    readonly clock: Clock,
  ) {}

  /**
   * @returns what begins the connection, if the stream is the second of its pair
   * @throws if the headers of the stream do not say what it is for, or its pair has one already
   */
  add(stream: SpdyStream): () => void {
    const port = portOf(stream.headers.get('port') ?? '');
    const type = stream.headers.get('streamtype') ?? '';
    if (type !== 'data' && type !== 'error') throw new Error(`invalid stream type "${type}"`);
    const id = requestOf(stream, type);
    const half = this.#halves.get(id);
    if (!half) {
      const timer = this.clock.after(PAIR_MS, () => this.#giveUp(id));
      this.#halves.set(id, { stream, timer });
      stream.once('close', () => this.#forget(id, stream));
      return () => undefined;
    }
    if (half.stream.headers.get('streamtype') === type) {
      // Both stay open, but there is no connection for the second.
      const words = `error processing stream for request ${id}: ${type} stream already assigned`;
      return () => {
        if (type === 'error') half.stream.write(words);
      };
    }
    this.#forget(id, half.stream);
    const [data, error] = type === 'data' ? [stream, half.stream] : [half.stream, stream];
    return () => {
      error.resume();
      void forward(this.target, port, data, error).then((isMade) => {
        if (!isMade) error.reset();
      });
    };
  }

  #forget(id: string, stream: SpdyStream): void {
    const half = this.#halves.get(id);
    if (half?.stream !== stream) return;
    half.timer.cancel();
    this.#halves.delete(id);
  }

  #giveUp(id: string): void {
    const stream = this.#halves.get(id)?.stream;
    this.#halves.delete(id);
    stream?.resume().end(`(request=${id}) timed out waiting for streams`);
  }
}

/** Clients from before there were request ids open a pair's streams one after the other. */
function requestOf(stream: SpdyStream, type: 'data' | 'error'): string {
  const given = stream.headers.get('requestid');
  return given ?? String(type === 'error' ? stream.id : stream.id - 2);
}
