import fc from 'fast-check';
import type { Message, Stan, Subscription } from 'node-nats-streaming';
import type { Happened } from '@workbook/history';
import { disconnect } from '../../src/connect';
import { World } from '../../src';
import type { TestBroker } from '../../src/test-broker';

/** What somebody does, whom it concerns, and which of their subscriptions or messages. */
type Action = readonly [kind: number, who: number, which: number];

const CLIENTS = ['payments-1', 'payments-2', 'audit-1'];
const CHANNELS = ['order:updated', 'order:placed'];

/** What goes wrong besides, as a plan of one line. */
const FAULTS = [
  '',
  'lose-ack payments-1 #1',
  'crash-after-save payments-1 #2',
  'crash-before-save payments-2 #1',
  'deliver-twice audit-1 #1',
  'hold payments-1 #1 2s',
];

/** Any session: clients come, listen, acknowledge some, leave, are killed, and ask for what is refused. */
export const anySession = fc.record({
  faults: fc.constantFrom(...FAULTS),
  actions: fc.array(fc.tuple(fc.nat(14), fc.nat(2), fc.nat(5)), { minLength: 6, maxLength: 30 }),
});

interface Player {
  readonly stan: Stan;
  readonly subscriptions: Subscription[];
  readonly messages: Message[];
}

/** Plays a session on the embedded broker. @returns what happened */
export async function play(actions: readonly Action[], faults: string): Promise<Happened[]> {
  const session = new Session(await World.open({ broker: { faults } }));
  try {
    for (const action of actions) await session.act(action);
    return [...session.world.recording.happened];
  } finally {
    await session.world.stop();
  }
}

class Session {
  readonly #players = new Map<string, Player>();

  constructor(readonly world: World<{ broker: object }>) {}

  get broker(): TestBroker {
    return this.world.servers.broker;
  }

  async act([kind, who, which]: Action): Promise<void> {
    const id = CLIENTS[who]!;
    const channel = CHANNELS[which % 2]!;
    if (this.#hasCrashed(id)) this.#players.delete(id);
    const player = this.#players.get(id);
    if (kind < 3) await this.broker.publish(channel, {});
    else if (kind === 3 || !player) {
      await this.#join(id);
      this.#listen(id, channel, which);
    } else if (kind === 4) this.#listen(id, channel, which);
    else if (kind < 9) player.messages.splice(which % (player.messages.length || 1), 1)[0]?.ack();
    else if (kind < 11) await this.world.pass(`${which * 3 + 1}s`);
    else await this.#end(kind, id, player, which);
    await this.broker.settled();
  }

  /** By a fault of the plan, of which the session is not told. */
  #hasCrashed(id: string): boolean {
    const last = this.broker.recording.happened.findLast(
      ({ client, kind }) => client === id && (kind === 'crashed' || kind === 'connected'),
    );
    return last?.kind === 'crashed';
  }

  async #end(kind: number, id: string, player: Player, which: number): Promise<void> {
    const subscription = player.subscriptions.pop();
    if (kind === 11) this.#kill(id, player);
    if (kind === 12) {
      this.#players.delete(id);
      await disconnect(player.stan);
    }
    if (kind === 13 && which % 2 === 0) subscription?.close();
    if (kind === 13 && which % 2 === 1) subscription?.unsubscribe();
    if (kind === 14 && which % 2 === 0) player.stan.subscribe('a..b').on('error', () => undefined);
    if (kind === 14 && which % 2 === 1) player.stan.publish('a.*', 'x', () => undefined);
  }

  #kill(id: string, { stan }: Player): void {
    this.#players.delete(id);
    this.broker.kill(stan);
  }

  /** Whoever is asked for may be there already: the broker asks, and waits for the answer. */
  async #join(id: string): Promise<void> {
    const asked = { isAnswered: false };
    void this.broker
      .connect(id)
      .then(
        (stan) => this.#players.set(id, { stan, subscriptions: [], messages: [] }),
        () => undefined,
      )
      .then(() => (asked.isAnswered = true));
    while (!asked.isAnswered) await this.world.pass('1s');
    this.#players.get(id)?.stan.on('error', () => undefined);
  }

  #listen(id: string, channel: string, which: number): void {
    const player = this.#players.get(id);
    if (!player) return;
    const { stan, subscriptions, messages } = player;
    const options = stan
      .subscriptionOptions()
      .setDeliverAllAvailable()
      .setManualAckMode(true)
      .setAckWait(5000);
    if (which > 0) options.setDurableName('kept');
    const subscription =
      id === 'audit-1'
        ? stan.subscribe(channel, options)
        : stan.subscribe(channel, 'payments', options);
    subscription.on('error', () => undefined);
    subscription.on('message', (message: Message) => messages.push(message));
    subscriptions.push(subscription);
  }
}
