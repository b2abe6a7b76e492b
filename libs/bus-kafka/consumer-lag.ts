import type { Admin } from 'kafkajs';
import { Signal } from '#kernel/signal.js';
import { withAdmin } from './admin.js';
import { groupId, type KafkaBusOptions } from './options.js';

/** Records behind before a publisher waits, unless told otherwise: minutes of a projector's work. */
const MAX_LAG = 200_000;
/** Milliseconds between two looks at least, and at most while records are sent: others may send too. */
const LOOK_AGAIN = 1_000;
const LOOK_ANYWAY = 10_000;

export interface Foremost {
  readonly group: string;
  /** Records of all partitions that it has not taken. */
  readonly behind: number;
}

/**
 * Back-pressure: lets a publisher go on while the group that is furthest on is not too far behind. One that builds a further version of the
 * read models may be far back, and reads what is no longer in the topic from the log; groups without members hold nobody up.
 */
export class ConsumerLag {
  private readonly signal = new Signal();
  private foremost: Foremost | undefined;
  private sent = 0;
  private lookedAt = -Infinity;
  private closed = false;

  constructor(private readonly options: KafkaBusOptions) {}

  /** Resolves when these many records more may be sent. @throws when closed meanwhile, or the brokers do not tell */
  async room(count: number): Promise<void> {
    if (this.isTooFar || Date.now() - this.lookedAt > LOOK_ANYWAY) await this.look();
    for (let said = false; this.isTooFar; said = true) {
      if (!said) this.say();
      await this.look();
    }
    this.sent += count;
  }

  /** Ends all waiting. */
  close(): void {
    this.closed = true;
    this.signal.notify();
  }

  private get isTooFar(): boolean {
    return (this.foremost?.behind ?? 0) + this.sent >= (this.options.maxLag ?? MAX_LAG);
  }

  private async look(): Promise<void> {
    const rest = this.lookedAt + LOOK_AGAIN - Date.now();
    if (rest > 0 && !this.closed) await this.signal.wait(rest);
    if (this.closed) throw new Error('the bus is closed');
    this.lookedAt = Date.now();
    const { topic } = this.options;
    this.foremost = await withAdmin(this.options, 'the lag of the consumers', (admin) => foremostGroup(admin, topic));
    this.sent = 0;
  }

  private say(): void {
    const { group, behind } = this.foremost ?? { group: '', behind: 0 };
    const { topic, onError } = this.options;
    onError?.(new Error(`waiting for the consumers of ${topic}: ${group} is ${String(behind)} records behind`));
  }
}

/** The group of a topic that has members and is furthest on; undefined where no group has members. */
async function foremostGroup(admin: Admin, topic: string): Promise<Foremost | undefined> {
  const { groups } = await admin.listGroups();
  const ids = groups.map((group) => group.groupId).filter((id) => id.startsWith(groupId(topic, '')));
  if (ids.length === 0) return undefined;
  const described = await admin.describeGroups(ids);
  const live = described.groups.filter(({ members }) => members.length > 0);
  const ends = await admin.fetchTopicOffsets(topic);
  const lags = await Promise.all(
    live.map(async ({ groupId: group }) => {
      const [taken] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
      const at = new Map(taken?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      // What was removed from the topic, nobody is behind with.
      const behind = ends.map(
        ({ partition, low, high }) => Number(high) - Math.max(Number(low), at.get(partition) ?? 0),
      );
      return { group, behind: behind.reduce((sum, records) => sum + Math.max(0, records), 0) };
    }),
  );
  return lags.reduce<Foremost | undefined>(
    (foremost, lag) => (foremost === undefined || lag.behind < foremost.behind ? lag : foremost),
    undefined,
  );
}
