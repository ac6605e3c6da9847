import { endPrograms, type TestBroker, type TestBrokerOptions, World } from '../src';

/**
 * Gives every test of the file a fresh world with a broker.
 *
 * @returns functions that give those of the running test
 */
export function useWorld({ broker }: { broker: Partial<TestBrokerOptions> }): {
  readonly broker: () => TestBroker;
  readonly pass: World['pass'];
} {
  let world!: World<{ broker: object }>;
  beforeEach(async () => {
    world = await World.open({ broker });
  });
  afterEach(async () => {
    await endPrograms();
    await world.stop();
  });
  return { broker: () => world.servers.broker, pass: (duration) => world.pass(duration) };
}
