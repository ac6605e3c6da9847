import type { Clock } from '@workbook/clock';
import type { Happened } from '@workbook/history';
import type { Recording } from './recording';

/** A server of a world while it runs: a broker, a database, a cluster. */
export interface Running {
  /** Where its clients connect. */
  readonly url: string;
  /** Resolves when nothing is under way in it, and nothing between it and those who talk to it. */
  settled(): Promise<void>;
  /** How much has happened in it so far: a number that grows with all that may concern other servers. */
  readonly traffic: number;
  stop(): Promise<void>;
}

/** What a world is for a server in it. */
export interface Around {
  /** What has happened in the world so far. */
  readonly recording: Recording;
  /** Lets time pass for the whole world: `5s`. */
  readonly pass: (duration: string) => Promise<void>;
  /** Waits for the code of a test that starts the copy `clientID`. */
  readonly started: (starting: Promise<unknown>, clientID: string) => Promise<unknown>;
  /**
   * Has the database refuse the next write of a copy.
   *
   * @param refused called when it has
   * @returns false if there is no database
   */
  refuseNextWrite(copy: string, refused: () => void): boolean;
  /** A process of its own will talk to the server: it reads the machine's time. */
  hasProcess(): void;
}

/** What a server is given besides its own options. */
export interface Surroundings {
  /** Its only time: `pass` moves it, or it is real. */
  readonly clock: Clock;
  /** Takes what happens in it, in order; `at` is the clock's `now()`. */
  readonly emit: (event: Happened) => void;
  readonly world: Around;
}

/** A kind of server: all have this shape, and the table in `kinds.ts` names them. */
export interface ServerKind<Options, Server extends Running> {
  /** @throws if it cannot run; nothing is left of it then */
  start(options: Options & Surroundings): Promise<Server>;
}
