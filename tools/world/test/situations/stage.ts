import { VirtualClock } from '@workbook/clock';
import { type Broker, startBroker } from '@workbook/broker';
import { type Happened, nameOf, type Run } from '@workbook/history';
import { connect, disconnect } from '../../src/connect';
import { Actor } from './actor';

/** Where a situation is played: an embedded broker that records, and a clock that starts at 0. */
export class Stage {
  readonly happened: Happened[] = [];
  readonly #clock = new VirtualClock(0);
  readonly #messages: Record<string, string> = {};
  readonly #actors: Actor[] = [];
  #broker!: Broker;
  #publisher: Actor | undefined;

  /** @returns what happened */
  static async play(situation: (stage: Stage) => Promise<void>): Promise<Run> {
    const stage = new Stage();
    stage.#broker = await startBroker({
      clock: stage.#clock,
      heartbeatInterval: 10_000,
      heartbeatTimeout: 5000,
      heartbeatFailCount: 2,
      recorder: (happening) => stage.happened.push(happening),
    });
    await situation(stage);
    return stage.#close();
  }

  /** The moment, by the broker's clock, at which an actor does something. */
  get now(): number {
    return this.#clock.now();
  }

  async actor(clientID: string): Promise<Actor> {
    const stan = await connect(this.#broker.url, this.#broker.clusterID, clientID);
    const actor = new Actor(clientID, stan, this);
    this.#actors.push(actor);
    return actor;
  }

  /** Publishes one message, of which pictures say `text`, and waits until all is quiet. */
  async publish(channel: string, text: string): Promise<void> {
    const { stan } = (this.#publisher ??= await this.actor('publisher'));
    await new Promise<void>((resolve, reject) => {
      stan.publish(channel, text, (error: unknown) =>
        error ? reject(new Error(String(error))) : resolve(),
      );
    });
    const published = this.happened.findLast((each) => each.kind === 'published');
    if (published) this.#messages[nameOf(published)] = text;
    await this.settled();
  }

  settled(): Promise<void> {
    return this.#broker.settled();
  }

  async pass(ms: number): Promise<void> {
    await this.#clock.pass(ms, () => this.settled());
  }

  /** Ends the broker first: what closing would tell is no part of the run. */
  async #close(): Promise<Run> {
    const happened = [...this.happened];
    await Promise.all(this.#actors.map((actor) => disconnect(actor.stan)));
    await this.#broker.stop();
    return { happened, messages: this.#messages };
  }
}
