import { EventStoreDBClient } from '@eventstore/db-client';
import { setImmediate as turn } from 'node:timers/promises';
import { withTimeout } from '#kernel/with-timeout.js';

/**
 * What the driver does where an address does not say: a node that hangs holds up the search for the leader for two seconds, and a search that
 * fails is begun again by whoever asks next.
 */
const DEFAULTS = { gossipTimeout: 2, maxDiscoverAttempts: 1, keepAliveTimeout: 10_000 } as const;

/** How many clients there have been in this process. */
let made = 0;

/**
 * A client of its own connection: gRPC lets channels share one that have the same options, also where the other end is gone without a word,
 * so each has another option by a millisecond.
 * @param url see `eventStoreUrl`
 */
function connect(url: string): EventStoreDBClient {
  const [address = '', query = ''] = url.split('?');
  const options = new Map<string, string>(Object.entries(DEFAULTS).map(([name, value]) => [name, String(value)]));
  for (const option of query.split('&').filter(Boolean)) {
    const [name = '', value = ''] = option.split('=');
    options.set(name, value);
  }
  const timeout = Number(options.get('keepAliveTimeout'));
  // Switched off by -1.
  if (timeout > 0) options.set('keepAliveTimeout', String(timeout + (made++ % 1_000)));
  const named = [...options].map(([name, value]) => `${name}=${value}`).join('&');
  const driver = EventStoreDBClient.connectionString(`${address}?${named}`);
  // The driver does not wait for this, so that its failure (there is no next node) would end the process.
  const handle = driver['handleError'];
  driver['handleError'] = (...failed) => handle(...failed).catch(() => undefined);
  return driver;
}

/** What a call ends with that was cut short here: there may be more of its answer. */
export class BrokenOff extends Error {
  constructor(what: string) {
    super(`${what} was broken off`);
  }
}

/**
 * A client that is replaced as a whole once a call of it had no answer: the driver keeps the failure of its first question to the server and
 * fails every later append with it, and a connection whose other end is gone without a word is noticed by it after 20 s. The next client
 * is made only once nothing can come from this one any more, since the driver keeps the appends of all clients in one table.
 */
export class Connection {
  private client: Promise<Client>;

  /** @param isAnswer whether an error is the server's answer; any other says something about the connection */
  constructor(
    private readonly url: string,
    private readonly ms: number,
    private readonly isAnswer: (error: unknown) => boolean,
  ) {
    this.client = Promise.resolve(new Client(url));
  }

  /** @throws what `ask` does, BrokenOff, or TookTooLong naming `what` after so many milliseconds */
  async call<Answer>(what: string, ms: number, ask: (driver: EventStoreDBClient) => Promise<Answer>): Promise<Answer> {
    const used = this.client;
    let asked: Client | undefined;
    let isOver = false;
    const answer = used.then((client) => {
      if (isOver) throw new BrokenOff(what);
      return (asked = client).call(what, ask);
    });
    try {
      return await withTimeout(ms, what, answer);
    } catch (error) {
      isOver = true;
      if (asked !== undefined && !this.isAnswer(error)) this.renew(used);
      throw error;
    }
  }

  /** The driver's client as it is now, for calls that are there for long: they are begun again where it is another one. */
  async current(): Promise<EventStoreDBClient> {
    return (await this.client).driver;
  }

  /** Ends soon, also where the server says nothing. */
  async close(): Promise<void> {
    const ended = this.client.then((client) => client.end(this.ms));
    await withTimeout(2 * this.ms, 'the end of the connection', ended).catch(() => undefined);
  }

  private renew(used: Promise<Client>): void {
    if (used !== this.client) return;
    this.client = used.then(async (broken) => {
      await broken.end(this.ms);
      return new Client(this.url);
    });
  }
}

/** One client of the driver, with what waits for its answers. */
class Client {
  readonly driver: EventStoreDBClient;
  private readonly pending = new Set<PromiseLike<unknown>>();
  /** All it ever made: where calls fail together the driver forgets some that it has not closed. */
  private readonly channels = new Set<Promise<{ close(): void }>>();
  private isEnding = false;

  constructor(url: string) {
    this.driver = connect(url);
    // Declared without a type.
    const create = this.driver['createChannel'] as () => Promise<{ close(): void }>;
    this.driver['createChannel'] = () => {
      // A call that is still on its way to the server comes too late.
      if (this.isEnding) return Promise.reject(new BrokenOff('a call'));
      const channel = create();
      this.channels.add(channel);
      return channel;
    };
  }

  async call<Answer>(what: string, ask: (driver: EventStoreDBClient) => Promise<Answer>): Promise<Answer> {
    const asked = ask(this.driver);
    this.pending.add(asked);
    try {
      const answer = await asked;
      // The driver ends a read that is given up as if that were all.
      if (this.isEnding) throw new BrokenOff(what);
      return answer;
    } catch (cause) {
      throw this.isEnding ? Object.assign(new BrokenOff(what), { cause }) : cause;
    } finally {
      this.pending.delete(asked);
    }
  }

  /**
   * Ends all calls and closes the channels, which the driver keeps open. A call that the server closed without an answer never ends, and is
   * waited for `ms` only.
   */
  async end(ms: number): Promise<void> {
    this.isEnding = true;
    // Where the leader is still looked for there is a channel later, or none.
    const channels = await Promise.allSettled(this.channels);
    const ended = Promise.allSettled([this.driver.dispose(), ...this.pending]);
    await withTimeout(ms, 'the end of the calls', ended).catch(() => undefined);
    for (const channel of channels) if (channel.status === 'fulfilled') channel.value.close();
    // The calls they take with them say so by then.
    await turn();
  }
}
