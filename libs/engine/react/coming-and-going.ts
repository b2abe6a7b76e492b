import type { Follower, FollowerOptions } from './follower.js';
import type { LogReading } from './log-reading.js';
import type { Part, Pump } from './pump.js';
import type { Reaction, ReactionsOf } from './reaction.js';

interface On<Ground, Command> {
  readonly reading: LogReading;
  readonly ground: Ground;
  /** Begins to run one. */
  readonly begun: (reaction: Reaction<Ground, Command>) => Part;
  readonly followed: (handle: FollowerOptions['handle']) => Follower;
}

/** Runs reactions that come and go: looks which there are when it begins, and after each event that may change that. */
export class ComingAndGoing<Ground, Command> implements Pump {
  private readonly running = new Map<string, Follower>();
  private readonly follower: Follower;
  /** Up to where nothing has changed since which there are was seen. */
  private seen: number | undefined;
  private isStopping = false;

  constructor(
    private readonly of: ReactionsOf<Ground, Command>,
    private readonly on: On<Ground, Command>,
  ) {
    this.follower = on.followed((position) => this.look(position));
  }

  get trouble(): string | undefined {
    const all = [[this.of.name, this.follower] as const, ...this.running];
    const troubles = all.flatMap(([name, { trouble }]) => (trouble === undefined ? [] : [`${name} ${trouble}`]));
    return troubles.length === 0 ? undefined : troubles.join('; ');
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.follower.stop();
    await Promise.all([...this.running.values()].map((follower) => follower.stop()));
  }

  private async look(position: number): Promise<void> {
    if (!(await this.mayHaveChanged(position))) return;
    const all = new Map((await this.of.all(this.on.ground)).map((reaction) => [reaction.name, reaction]));
    this.seen = position;
    const gone = [...this.running].filter(([name]) => !all.has(name));
    for (const [name] of gone) this.running.delete(name);
    for (const [name, reaction] of all)
      if (!this.isStopping && !this.running.has(name)) this.running.set(name, this.on.begun(reaction).follower);
    await Promise.all(gone.map(([, follower]) => follower.stop()));
  }

  private async mayHaveChanged(position: number): Promise<boolean> {
    // Where it begins again from before, it is another log.
    if (this.seen === undefined || this.seen > position) return true;
    for (let after = this.seen; ;) {
      const came = await this.on.reading.came(after, position);
      const last = came.at(-1);
      if (last === undefined) break;
      if (came.some(({ type }) => this.of.changedBy.has(type))) return true;
      after = last.position;
    }
    this.seen = position;
    return false;
  }
}
