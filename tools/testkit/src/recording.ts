import type { Recorded } from '@workbook/broker';
import type { Happened, Passage } from '@workbook/timeline';
import type { CopyFault } from './faults/fault';

/** What happened in one test: what the broker tells, and what copies of services did, in order. */
export class Recording {
  readonly happened: Happened[] = [];
  /** The faults that the test runs under, as one line; empty without. */
  readonly faults: string;
  /** The place of the event at which the run went another way than the test expected. */
  about: number | undefined;

  constructor(faults = '') {
    this.faults = faults;
  }

  /** Takes what the broker tells. */
  readonly record = (happening: Recorded): void => {
    this.happened.push(happening);
  };

  /** A copy begins to handle a message; nothing is noted where the broker tells nothing: a real server. */
  handling(client: string, channel: string, sequence: number): void {
    const passage = this.#passage(client, channel, sequence);
    if (passage) this.happened.push({ kind: 'handling', ...passage });
  }

  /** A fault happens to a copy at a message of `channel`. */
  fault(fault: CopyFault, channel: string): void {
    const passage = this.#passage(fault.client, channel, fault.sequence);
    if (passage) this.happened.push(inWords(fault, passage));
  }

  #passage(
    client: string,
    channel: string,
    sequence: number,
  ): (Passage & { readonly at: number }) | undefined {
    const delivery = this.happened.findLast(
      (event): event is Happened & Passage =>
        (event.kind === 'delivered' || event.kind === 'redelivered') &&
        event.client === client &&
        event.channel === channel &&
        event.sequence === sequence,
    );
    if (!delivery) return undefined;
    const { subscription } = delivery;
    return { client, channel, sequence, subscription, at: this.happened.at(-1)!.at };
  }

  /** The test fails: where a message was last sent, or published if it never was, or at the end. */
  failed(message?: { readonly channel: string; readonly sequence: number }): void {
    if (this.about !== undefined || this.happened.length === 0) return;
    const last = this.happened.findLastIndex(
      (event) =>
        message === undefined ||
        (isSent(event) && event.channel === message.channel && event.sequence === message.sequence),
    );
    this.about = last < 0 ? this.happened.length - 1 : last;
  }
}

function inWords(fault: CopyFault, passage: Passage & { readonly at: number }): Happened {
  const { client, sequence, at } = passage;
  const note = (text: string): Happened => ({ kind: 'note', client, text, at });
  switch (fault.kind) {
    case 'lose-ack':
      return { kind: 'ack lost', ...passage };
    case 'crash-before-save':
      return { kind: 'crashed', client, when: 'before its save', at };
    case 'crash-after-save':
      return { kind: 'crashed', client, when: 'after its save', at };
    case 'deliver-twice':
      return note(`#${sequence} arrives twice`);
    case 'cut':
      return note(`its connection breaks after #${sequence}`);
    case 'hold':
      return note(`#${sequence} is held back for ${fault.ms / 1000} s`);
    case 'pause':
      return note(`nothing passes for ${fault.ms / 1000} s, from #${sequence} on`);
  }
}

function isSent(event: Happened): event is Extract<Happened, { sequence: number }> {
  return ['published', 'delivered', 'redelivered'].includes(event.kind);
}

let current: Recording | undefined;

/** The recording of the test that runs now, if it has a broker. */
export function currentRecording(): Recording | undefined {
  return current;
}

/** @param recording undefined when the test is over */
export function setCurrentRecording(recording: Recording | undefined): void {
  current = recording;
}
