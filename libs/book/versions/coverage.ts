import { DEFAULT_SET, policySetsIn, readPolicySets, setKnown, type PolicySet } from '#subjects/policies/policy-sets.js';
import { hadHappened, type Moment } from '#kernel/time/moment.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { Positions } from '#platform/positions.js';
import type { OpenModel } from './open-model.js';

/** How far the served read models cover the log, which publications are known, and who waits for either. */
export class Coverage {
  /** All publications known, the default first. */
  sets: readonly PolicySet[] = [DEFAULT_SET];
  private readonly positions = new Positions();
  /** How far publications are taken into account by what is served. */
  private readonly publications = new Positions();
  private readonly listeners = new Set<(position: number) => void>();
  /** Up to where publications were looked for in the read models. */
  private readUpTo = 0;

  /** @param served the read models that are served and follow the log; undefined while there are none */
  constructor(
    private readonly calendar: Calendar,
    private readonly served: () => OpenModel | undefined,
  ) {}

  get position(): number {
    return this.positions.position;
  }

  get newest(): PolicySet {
    return this.sets.at(-1) ?? DEFAULT_SET;
  }

  /** What is served covers this much, under the policies of a set. */
  moveTo(position: number, { position: publication }: PolicySet): void {
    this.publications.moveTo(publication);
    const isFurther = position > this.position;
    this.positions.moveTo(position);
    if (isFurther) for (const listener of this.listeners) listener(position);
  }

  /** What was covered is of another log than there is now; who waits for a position waits for one of this log. */
  beginAgain(): void {
    this.sets = [DEFAULT_SET];
    this.readUpTo = 0;
    this.positions.beginAgain();
    this.publications.beginAgain();
  }

  /** Calls `listener` whenever more is covered. Returns how to stop. */
  onProgress(listener: (position: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves when everything up to a position is covered, publications included. @throws Problem `not-yet-projected` after 30 seconds each */
  async waitFor(position: number): Promise<void> {
    await this.positions.waitFor(position);
    await this.readSets();
    const publication = this.sets.findLast((set) => set.position <= position) ?? DEFAULT_SET;
    await this.publications.waitFor(publication.position);
  }

  /** The set that was known at a time, of those that are covered. */
  async setKnown(knownAt: Moment): Promise<PolicySet> {
    await this.readSets();
    return setKnown(this.sets, ({ recordedAt }) => hadHappened(recordedAt, knownAt, this.calendar));
  }

  /** Looks for publications in what is served: questions never touch the log. */
  async readSets(): Promise<void> {
    const { position } = this;
    const served = this.served();
    if (served === undefined || position <= this.readUpTo) return;
    this.sets = await served.use(({ views }) => policySetsIn(views, this.calendar, this.sets));
    this.readUpTo = position;
  }

  /** Looks in the log, for what is built from it: also what nobody has covered yet. */
  async readSetsOf(log: Pick<EventLog, 'readStream'>): Promise<void> {
    this.sets = await readPolicySets(log, this.calendar, this.sets);
  }
}
