import type { Origins } from '#kernel/ports/origins.js';
import { reachableBefore, type PolicySet } from '#subjects/policies/policy-sets.js';
import { Keeper, type KeeperParts, type Kept } from './keeper.js';
import { evolve, followed, publicationOf, unneeded } from './state.js';

/** A version that follows the log. */
export interface Following {
  /** How far it has come; undefined where that is not known yet. */
  position(): Promise<number | undefined>;
  /** Why it does not come on, a sentence; undefined when it does. */
  readonly trouble?: string | undefined;
  /** The log has grown; for those that do not hear of it by themselves. */
  appended?(): void;
  /** Somebody waits for what it has not yet; for those that let events gather. */
  awaited?(): void;
  stop(): Promise<void>;
}

export interface FollowerParts extends Omit<KeeperParts, 'position' | 'origins'> {
  readonly origins: Pick<Origins, 'read' | 'begin' | 'forget'>;
  /** Milliseconds a version that nobody follows any more stays: questions that began on it elsewhere have ended by then. */
  readonly keep: number;
  /** Has a version follow the log under a set of policies. */
  readonly follow: (name: string, set: PolicySet) => Promise<Following>;
  /** Whether a question is being answered from it here, or the next one would be: it is left alone meanwhile. */
  readonly isAnswering: (name: string) => boolean;
  /** Frees all that it holds. */
  readonly drop: (name: string) => Promise<void>;
}

/** Has the version that is served and the one that is built beside it follow the log, and drops those that nobody needs any more. */
export class Follower {
  private readonly following = new Map<string, Following>();
  private readonly keeper: Keeper;
  private turn: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly parts: FollowerParts) {
    this.keeper = new Keeper({ ...parts, position: (name) => this.position(name) });
  }

  /** Does what is due. */
  look(): Promise<void> {
    return this.inTurn(() => this.keeper.look());
  }

  /** The same, and begins the read models anew, see `Keeper.rebuild`. */
  rebuild(): Promise<void> {
    return this.inTurn(() => this.keeper.rebuild());
  }

  /** How far a version has come; undefined where it is not followed here, or that is not known yet. */
  async position(name: string): Promise<number | undefined> {
    return this.following.get(name)?.position();
  }

  /** Why one does not come on, a sentence; undefined when all do. */
  get trouble(): string | undefined {
    return [...this.following.values()].find(({ trouble }) => trouble !== undefined)?.trouble;
  }

  /** The log has grown. */
  appended(): void {
    for (const one of this.following.values()) one.appended?.();
  }

  /** Somebody waits for what is not covered yet. */
  awaited(): void {
    for (const one of this.following.values()) one.awaited?.();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.turn;
    await Promise.all([...this.following.values()].map((one) => one.stop()));
  }

  private inTurn(keep: () => Promise<Kept>): Promise<void> {
    const done = this.turn.then(async () => {
      if (this.stopped) return;
      const kept = await keep();
      await this.followOnly(kept);
      await this.dropLeft(kept);
    });
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** What another release made, that follows. */
  private async followOnly({ versions, sets, ours }: Kept): Promise<void> {
    const names = followed(versions).filter((name) => ours.has(name));
    for (const [name, one] of this.following) {
      if (names.includes(name)) continue;
      this.following.delete(name);
      await one.stop();
    }
    for (const name of names) if (!this.following.has(name)) this.following.set(name, await this.follow(name, sets));
  }

  private follow(name: string, sets: readonly PolicySet[]): Promise<Following> {
    const set = sets.find(({ position }) => position === publicationOf(name));
    if (set === undefined) throw new Error(`the log has no publication that ${name} could be under`);
    return this.parts.follow(name, set);
  }

  /** Nothing is removed before there is something to answer from. */
  private async dropLeft({ versions, sets }: Kept): Promise<void> {
    const { keep, isAnswering } = this.parts;
    if (versions.served === undefined) return;
    const reachable = reachableBefore(publicationOf(versions.served), sets).map(({ position }) => position);
    const left = unneeded(versions, reachable, Date.now() - keep);
    for (const name of left) if (!isAnswering(name)) await this.drop(name);
  }

  /** Its origin goes last: a version without one is taken for one of another log. */
  private async drop(name: string): Promise<void> {
    const { drop, origins, register } = this.parts;
    await drop(name);
    await register.change((known) => evolve(known, { type: 'Forgotten', name }));
    await origins.forget(name);
  }
}
