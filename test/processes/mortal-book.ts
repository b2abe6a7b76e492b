import { join } from 'node:path';
import { Receiver } from '#testing/receiver.js';
import { LISTENS, scratchFolder, Server, tally } from '../journeys/server.js';
import { Program } from './program.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const CLOCK_AHEAD = join(ROOT, 'test/processes/clock-ahead.mjs');

/** A delivery as the API tells it. */
export interface Told {
  readonly id: string;
  readonly state: string;
  readonly attempts: readonly { readonly endedAt?: string }[];
}

/** How a process of a book lives and dies. */
export interface Life {
  /** Milliseconds its clock is ahead; it goes right unless given. */
  readonly ahead?: number;
  /** The step at which it kills itself: `dies-at.mjs` says which there are. */
  readonly diesAt?: string | number;
  /** Where the book is kept, of the folder. */
  readonly data?: string;
  /** Settings beside those of every such book. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A book that one process after another has, each killed at some step, and somebody outside who is sent what it tells. */
export class MortalBook {
  private constructor(
    readonly receiver: Receiver,
    readonly folder: string,
    private readonly remove: () => Promise<void>,
  ) {}

  static async open(): Promise<MortalBook> {
    const receiver = await Receiver.start();
    const { folder, remove } = await scratchFolder();
    return new MortalBook(receiver, folder, remove);
  }

  async close(): Promise<void> {
    await this.receiver.stop();
    await this.remove();
  }

  /** @returns undefined where what it has left to do kills it before it listens @throws where it does not start for another reason */
  async startMortal({ ahead, diesAt, data = 'data', env: more = {} }: Life): Promise<Server | undefined> {
    const modules = [...(ahead === undefined ? [] : ['clock-ahead']), ...(diesAt === undefined ? [] : ['dies-at'])];
    const env = {
      ...this.settings,
      ...more,
      TALLY_PORT: '0',
      TALLY_DATA_DIR: join(this.folder, data),
      NODE_OPTIONS: modules.map((name) => `--import ${join(ROOT, `test/processes/${name}.mjs`)}`).join(' '),
      ...(ahead !== undefined && { CLOCK_AHEAD: String(ahead) }),
      ...(diesAt !== undefined && { DIES_AT: String(diesAt) }),
    };
    // What is to die has to be within reach of what is loaded before it.
    const built = diesAt === undefined ? 'dist' : 'dist/modules';
    return Program.start(`${built}/apps/standalone/main.js`, { env, says: LISTENS }).then(
      (program) => new Server(program),
      (error: unknown) => {
        if (diesAt === undefined || !String(error).includes(`dies at ${String(diesAt)}\n`)) throw error;
        return undefined;
      },
    );
  }

  /** One that goes on until it is stopped. */
  async start(life: Omit<Life, 'diesAt'> = {}): Promise<Server> {
    return (await this.startMortal(life)) as Server;
  }

  /** Backs the book up while a server runs on it, restores it into another folder, and starts one on that. By the clock of the book: what is restored is recorded, too. */
  async movedOn(server: Server, ahead: number): Promise<Server> {
    const backup = join(this.folder, 'backup');
    await this.tally(['backup', backup, '--data', join(this.folder, 'data')]);
    await server.stop();
    const clock = { NODE_OPTIONS: `--import ${CLOCK_AHEAD}`, CLOCK_AHEAD: String(ahead) };
    await this.tally(['restore', backup, '--data', join(this.folder, 'restored')], clock);
    return this.start({ ahead, data: 'restored' });
  }

  private async tally(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
    const { err, code } = await tally(args, env);
    if (code !== 0 || err !== '') throw new Error(`tally ${args.join(' ')} ended with ${String(code)}: ${err}`);
  }

  /** What whoever has such a book is told. */
  get settings() {
    return { TALLY_WEBHOOK_ALLOW: this.receiver.place, TALLY_LOG_LEVEL: 'silent' };
  }

  /** The ids of what was received, as often as it was. */
  get heard(): readonly string[] {
    return this.receiver.received.map(({ headers }) => String(headers['webhook-id']));
  }
}

/** All that a book has told those outside, or is to. */
export async function deliveriesOf(server: Server): Promise<readonly Told[]> {
  return (await server.get('/v1/deliveries?limit=1000'))['deliveries'] as readonly Told[];
}

/** How many attempts at deliveries did not come to an end: whoever had them in hand died, and it may have been received. */
export function cutShort(deliveries: readonly Told[]): number {
  return deliveries.flatMap(({ attempts }) => attempts.filter(({ endedAt }) => endedAt === undefined)).length;
}
