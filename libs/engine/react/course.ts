import type { Outbox } from '#kernel/ports/outbox.js';
import { Problem } from '#kernel/problem.js';
import type { Issue } from './reaction.js';
import type { Watch } from './watch.js';

/** What is followed from a checkpoint on: positions of the log, or instants. */
export interface Way<Command> {
  /** Of the checkpoint; permanent. */
  readonly name: string;
  readonly unit: 'position' | 'time';
  /** Where it begins when it is gone for the first time. */
  begin(): Promise<number>;
  /** Where it ends by now: a checkpoint beyond is one of a log that is gone, and goes back. Without it none does. */
  end?(): Promise<number>;
  /** The next step after a checkpoint, at most up to there; undefined where there is none (yet), `'later'` where it has to wait. */
  next(after: number, upTo: number): Promise<WayStep<Command> | 'later' | undefined>;
}

export interface WayStep<Command> {
  readonly to: number;
  readonly issues: readonly Issue<Command>[];
}

/** Where issues go. */
export interface Issuing<Command> {
  readonly outbox: Outbox;
  /** Records what is claimed by the occasion. @throws Problem `id-conflict` where that was claimed with other content */
  readonly record: (command: Command) => Promise<{ readonly duplicate: boolean }>;
  readonly clock: () => Date;
  readonly watch?: Watch;
}

/**
 * Goes a way step by step: what a step issues first, its checkpoint afterwards, so that a crash between them repeats the step and loses
 * nothing. What is issued twice has the same id, and is there once. Of two processes on the same way one moves the checkpoint; the other
 * goes on from there.
 */
export class Course<Command> {
  private at: number | undefined;

  constructor(
    private readonly way: Way<Command>,
    private readonly to: Issuing<Command>,
  ) {}

  /** Goes as far as there are steps up to a place. @returns `'later'` where the next one has to wait */
  async advance(upTo: number): Promise<'later' | undefined> {
    // What is followed has begun again from before, as with a restored log: perhaps the checkpoint is beyond its end.
    if (this.at !== undefined && this.at > upTo) this.at = undefined;
    try {
      for (;;) {
        const at = (this.at ??= await this.checkpoint());
        this.to.watch?.reached(this.way.name, at, this.way.unit);
        const step = at < upTo ? await this.way.next(at, upTo) : undefined;
        if (step === undefined || step === 'later') return step;
        await this.issue(step.issues);
        const moved = await this.to.outbox.moveOn(this.way.name, at, step.to);
        this.at = moved === 'moved' ? step.to : undefined;
      }
    } catch (error) {
      // Whether the checkpoint has moved is unknown.
      this.at = undefined;
      throw error;
    }
  }

  private async checkpoint(): Promise<number> {
    const { outbox } = this.to;
    const { name } = this.way;
    for (;;) {
      const known = await outbox.checkpoint(name);
      if (known === undefined) {
        await outbox.moveOn(name, undefined, await this.way.begin());
        continue;
      }
      const end = (await this.way.end?.()) ?? known;
      if (known <= end) return known;
      await outbox.moveOn(name, known, end);
    }
  }

  private async issue(issues: readonly Issue<Command>[]): Promise<void> {
    const { outbox, clock, watch } = this.to;
    let recorded = 0;
    for (const issue of issues) if ('command' in issue && (await this.record(issue.command))) recorded++;
    // Nobody outside is told what could not be recorded.
    const deliveries = issues.flatMap((issue) => ('delivery' in issue ? [issue.delivery] : []));
    const enqueued = deliveries.length === 0 ? [] : await outbox.enqueue(deliveries, clock().toISOString());
    watch?.issued(this.way.name, recorded, enqueued.length);
  }

  /** Whether it is new. The first one of an occasion stands, also where the figures would say something else by now. */
  private async record(command: Command): Promise<boolean> {
    try {
      return !(await this.to.record(command)).duplicate;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'id-conflict') throw error;
      return false;
    }
  }
}
