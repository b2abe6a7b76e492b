import type { EventLog } from '#kernel/ports/event-log.js';
import type { Register } from '#kernel/ports/register.js';
import { Problem } from '#kernel/problem.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Moment } from '#kernel/time/moment.js';
import { DEFAULT_SET, endOf, type Definitions, type PolicySet } from '#subjects/policies/policy-sets.js';
import type { Models } from '../models.js';
import type { Model } from '../model.js';
import type { Replays } from '../replays/replays.js';
import { Archive } from './archive.js';
import { Checks } from './checks.js';
import { Coverage } from './coverage.js';
import type { OpenModel } from './open-model.js';
import { OpenModels, type OpenModelsParts } from './open-models.js';
import { ServedModel } from './served-model.js';
import { living, NO_VERSIONS, retiredOf, type Versions } from './state.js';

export interface ServedParts extends Omit<OpenModelsParts, 'sets'> {
  readonly log: Pick<EventLog, 'readStream'>;
  readonly calendar: Calendar;
  readonly register: Pick<Register<Versions>, 'read'>;
  readonly keeper: {
    look(): Promise<unknown>;
    rebuild(): Promise<unknown>;
    /** Told that somebody waits for what is not covered yet. */
    awaited?(): void;
  };
  readonly replays: Replays;
  /** How far the version that is being built has come; undefined: none is, what was held of the last one is let go. */
  readonly built: (name: string | undefined) => Promise<number>;
  /** Milliseconds between two looks at how far the read models are: somebody may wait for them. */
  readonly lookAgain: number;
  /** Rejects what waits while nothing more can be covered. */
  readonly guarded?: <Answer>(work: () => Promise<Answer>) => Promise<Answer>;
  /** What answered is not of the log there is now: nor may anything be that is remembered of it. */
  readonly onLost: () => void;
  readonly onError: (error: unknown) => void;
}

/** What answers: the version that is served, and those before it for what was known under their policies. */
export class Served implements Models {
  private readonly archive: Archive;
  private readonly coverage: Coverage;
  private readonly models: OpenModels;
  private readonly served: ServedModel;
  private readonly checks: Checks;
  private known: Versions = NO_VERSIONS;
  private built: { readonly name: string; readonly position: number } | undefined;
  private closed = false;

  constructor(private readonly parts: ServedParts) {
    const { replays, onError, calendar, lookAgain, keeper } = parts;
    this.coverage = new Coverage(calendar, () => this.served.current);
    this.models = new OpenModels({ ...parts, sets: () => this.coverage.sets });
    const open = (name: string) => this.models.open(name);
    this.served = new ServedModel({ open, onError, onWarm: () => this.checks.looks.call() });
    this.archive = new Archive({ replays, onError, open: (set) => this.retired(set) });
    const rounds = { lookAgain, onError: (error: unknown) => this.failed(error) };
    this.checks = new Checks({ ...rounds, check: () => keeper.look(), look: () => this.look() });
  }

  /** Resolves when it is known what there is. */
  check(): Promise<void> {
    return this.checks.check();
  }

  /** From now on it looks again and again. */
  start(): void {
    this.checks.start();
  }

  /** A version has come further, so that more is covered, or another version due. */
  moved(name: string): void {
    const { looks, checks } = this.checks;
    (name === this.served.current?.name ? looks : checks).call();
  }

  /** Something was published. */
  published(): void {
    this.checks.checks.call();
  }

  get position(): number {
    return this.coverage.position;
  }

  /** Whether the stores have answered lately. */
  alive(): boolean {
    return this.checks.isFresh;
  }

  /** Why questions are refused, a sentence; undefined when they are not. */
  get trouble(): string | undefined {
    const { current } = this.served;
    if (current === undefined) return this.progress();
    return current.trouble && `the reader ${current.trouble}`;
  }

  async use<Answer>(knownAt: Moment | undefined, run: (model: Model) => Promise<Answer>): Promise<Answer> {
    await this.checks.assured(this.served.current !== undefined);
    const served = this.current();
    if (knownAt !== undefined) {
      const set = await this.policiesKnown(knownAt);
      // One that is still being built is answered the old way.
      if (set.position < served.set.position) return this.archive.use(set, this.coverage.sets, run);
    }
    return served.use(run);
  }

  async policiesKnown(knownAt?: Moment): Promise<PolicySet> {
    return knownAt === undefined ? this.current().set : this.coverage.setKnown(knownAt);
  }

  async waitFor(position: number): Promise<void> {
    await this.checks.assured(this.served.current !== undefined);
    this.current();
    const { guarded = (work) => work() } = this.parts;
    await guarded(() => this.reached(position));
  }

  reached(position: number): Promise<void> {
    if (position > this.position) this.parts.keeper.awaited?.();
    return this.coverage.waitFor(position);
  }

  onProgress(listener: (position: number) => void): () => void {
    return this.coverage.onProgress(listener);
  }

  async rebuild(): Promise<void> {
    await this.parts.keeper.rebuild();
    await this.checks.look();
  }

  building(): { readonly definitions: Definitions; readonly position: number } | undefined {
    const { built } = this;
    if (built === undefined) return undefined;
    const { definitions } = this.models.setOf(built.name) ?? DEFAULT_SET;
    return { definitions, position: built.position };
  }

  /** How far a version has come; undefined where it is neither served here nor being built. */
  positionOf(name: string): number | undefined {
    const { current } = this.served;
    if (name === current?.name) return current.position;
    return name === this.built?.name ? this.built.position : undefined;
  }

  /** Whether a question is being answered from a version, or the next one would be. */
  isAnswering(name: string): boolean {
    return name === this.served.current?.name || this.models.isInUse(name);
  }

  /** Resolves when no question is answered from a version any more, which is none that answers. */
  async letGo(name: string): Promise<void> {
    this.archive.clear();
    await this.models.close(name);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.checks.stop();
    await this.parts.built(undefined);
    await this.served.close();
    await this.archive.close();
  }

  /** Of a store that is away, or an index that cannot go on, `/readyz` and its log tell; the next look goes through when that has passed. */
  private failed(error: unknown): void {
    if (!(error instanceof Problem) && !this.closed) this.parts.onError(error);
  }

  private async look(): Promise<void> {
    const before = this.known;
    this.known = await this.parts.register.read();
    this.leaveLost(before, this.known);
    await this.show(this.known.served);
    const { next } = this.known;
    const position = await this.parts.built(next);
    this.built = next === undefined ? undefined : { name: next, position };
  }

  /** What must not answer any more does not, nor what was made with it. */
  private leaveLost({ retired }: Versions, now: Versions): void {
    const { current } = this.served;
    const isLost = current !== undefined && !living(now).includes(current.name);
    if (!isLost && !retired.some((one) => now.abandoned.some(({ name }) => name === one.name))) return;
    this.archive.clear();
    this.parts.onLost();
    if (!isLost) return;
    this.served.leave();
    this.coverage.beginAgain();
  }

  private async show(name: string | undefined): Promise<void> {
    if (name === undefined) return;
    // What answers here may not have come to the publication yet.
    if (this.models.setOf(name) === undefined) await this.coverage.readSetsOf(this.parts.log);
    await this.served.show(name);
    const { current } = this.served;
    if (current !== undefined) this.coverage.moveTo(current.position, current.set);
  }

  /** The version of a set that is served no more, where it still is, and has all of the set's time. */
  private async retired(set: PolicySet): Promise<OpenModel | undefined> {
    const name = retiredOf(this.known, set.position);
    const model = name === undefined ? undefined : await this.models.open(name);
    if (model === undefined || (await model.look()) >= endOf(set, this.coverage.sets)) return model;
    await model.close();
    return undefined;
  }

  /** @throws Problem `views-unavailable` while there is none */
  private current(): OpenModel {
    const { current } = this.served;
    if (current !== undefined) return current;
    throw new Problem('views-unavailable', `the read models ${this.progress()}: ask again when /readyz says so`);
  }

  private progress(): string {
    const { served, goal = 0 } = this.known;
    if (served !== undefined)
      return this.models.isForeign ? 'are of another release, which its api reads' : 'are being read';
    return `are being built from the log, at ${String(this.built?.position ?? 0)} of ${String(goal)}`;
  }
}
