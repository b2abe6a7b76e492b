import type { Bus } from '#kernel/ports/bus.js';
import { Follower, newTopic, type KafkaBook } from './kafka-book.js';

/** So often somebody complains who has given up and begun again. */
const BEGUN_AGAIN = 2;

/** A relay and two members of a group with read models, on a topic of their own. */
export class KafkaUsers {
  readonly follower: Follower;
  private readonly complaints = [0, 0, 0];
  private readonly buses: readonly Bus[];
  private relaying: { stop(): Promise<void> } | undefined;
  private heard = (): void => undefined;

  private constructor(book: KafkaBook, port: number) {
    this.follower = new Follower(book);
    const topic = newTopic();
    const connection = { brokers: [`127.0.0.1:${String(port)}`] };
    this.buses = this.complaints.map((_, i) => book.bus(topic, { connection, onError: () => this.count(i) }));
  }

  /** @param port where they reach the broker @returns when the read models cover the log */
  static async begin(book: KafkaBook, port: number): Promise<KafkaUsers> {
    const users = new KafkaUsers(book, port);
    const [sending, ...taking] = users.buses;
    for (const bus of taking) await users.follower.join(bus);
    users.relaying = book.relay(sending as Bus, 0, undefined, undefined, () => users.count(0));
    await users.follower.covers(await book.log.tail());
    users.complaints.fill(0);
    return users;
  }

  /** Resolves when each of them has given up and begun again. */
  async complain(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.heard = () => {
      if (this.complaints.every((count) => count >= BEGUN_AGAIN)) resolve(undefined);
    };
    this.heard();
    await promise;
  }

  /** Whether each of them has said that something is wrong, and nothing came through up to a position. */
  async noticed(position: number): Promise<boolean> {
    return this.complaints.every((count) => count > 0) && (await this.follower.position()) < position;
  }

  async end(): Promise<void> {
    await this.relaying?.stop();
    await Promise.all(this.buses.map((bus) => bus.close()));
  }

  private count(user: number): void {
    this.complaints[user] = (this.complaints[user] ?? 0) + 1;
    this.heard();
  }
}
