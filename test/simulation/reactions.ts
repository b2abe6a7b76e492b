import { Random } from '#demo/random.js';
import { Course, type Issuing, type Way } from '#engine/react/course.js';
import { LogReading } from '#engine/react/log-reading.js';
import { wayOf } from '#engine/react/react.js';
import type { Issue, Reaction } from '#engine/react/reaction.js';
import { wayThroughTime, type Scheduled } from '#engine/schedule/schedule.js';
import type { PendingEvent, RecordedEvent } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import { Schedule } from './schedule.js';

/** What makes reactions happen once; a world can be made without one of them. */
export const REACTION_GUARDS = [
  'commands claim their occasion',
  'deliveries are named after their occasion',
  'issues before the checkpoint',
  'compare and set',
  'begins at the end of the log',
  'only what is covered',
] as const;
export type ReactionGuard = (typeof REACTION_GUARDS)[number];

const ROUNDS = 8;
const EVERY = 10;
const WORLD = 'reaction';

/** One history of a log, a clock, and reactors that crash, begin again, sleep for long and work at the same time. */
export class ReactionWorld {
  private readonly random: Random;
  private readonly schedule: Schedule;
  private readonly log = new MemoryEventLog(() => new Date(0));
  private readonly outbox = new MemoryOutbox();
  private readonly begun = new Map<string, number>();
  private position = 0;
  private time = 5;
  private history = 0;
  private facts = 0;
  private salt = 0;
  private trouble: string | undefined;

  constructor(
    seed: number,
    private readonly without?: ReactionGuard,
  ) {
    this.random = new Random(seed);
    this.schedule = new Schedule(this.random);
  }

  /** Runs it to its end. @returns what is wrong, undefined for nothing */
  async run(): Promise<string | undefined> {
    for (let i = this.random.below(4); i > 0; i--) await this.write();
    this.history = await this.log.tail();
    const active: Promise<void>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (let i = this.random.below(4); i > 0; i--) await this.write();
      this.time += this.random.below(25);
      this.position += this.random.below((await this.log.tail()) - this.position + 1);
      for (let i = this.random.below(3); i > 0; i--) active.push(this.reactor(true));
      await this.schedule.some(this.random.below(60));
    }
    await this.schedule.drain(active);
    // What is recorded by reactions is followed, too.
    for (let i = 0; i < 2; i++) {
      this.position = await this.log.tail();
      await this.schedule.drain([this.reactor(false)]);
    }
    return this.trouble ?? (await this.wrong());
  }

  /** A process that reacts to all there is by now; one that cannot crash goes on until it is through. */
  private reactor(mortal: boolean): Promise<void> {
    let end: () => void = () => undefined;
    const death = new Promise<void>((resolve) => (end = resolve));
    const pause = (): Promise<void> =>
      this.schedule.pause((lose) => {
        if (mortal && this.random.chance(0.5)) end();
        else lose(new Error('no answer'));
      });
    const issuing = this.issuing(pause);
    const reading = new LogReading(this.log);
    const way = wayOf(this.reaction(pause), this.log, reading, undefined);
    const begin = this.without === 'begins at the end of the log' ? async () => 0 : way.begin;
    const anything = this.without === 'only what is covered';
    const courses = [
      { course: new Course({ ...way, begin }, issuing), upTo: () => (anything ? Infinity : this.position) },
      { course: new Course(this.turns(pause), issuing), upTo: () => this.time },
    ];
    const lives = courses.map(async ({ course, upTo }) => {
      for (let tries = 0; tries < 100; tries++) {
        const lost = await course.advance(upTo()).then(
          () => undefined,
          (error: unknown) => error as Error,
        );
        if (lost === undefined) return;
        if (lost.message !== 'no answer') this.trouble = String(lost.stack);
      }
    });
    return Promise.race([Promise.all(lives).then(() => undefined), death]);
  }

  private reaction(pause: () => Promise<void>): Reaction<undefined, string> {
    return {
      name: WORLD,
      follows: 'events',
      react: async ({ to, events }) => {
        if (to > this.position) this.trouble = `asked at ${String(to)} beyond the figures, at ${String(this.position)}`;
        await pause();
        return claimsOf(events, 'Happened').flatMap((claim) => this.issues(claim));
      },
    };
  }

  private turns(pause: () => Promise<void>): Way<string> {
    const scheduled: Scheduled<undefined, string> = {
      name: 'turn',
      timetable: {
        next: (after) => (Math.floor(after / EVERY) + 1) * EVERY,
        last: () => [],
      },
      run: async ({ id }) => {
        await pause();
        return this.issues(id);
      },
    };
    return wayThroughTime(scheduled, () => new Date(this.time), undefined);
  }

  private issues(occasion: string): readonly Issue<string>[] {
    const id =
      this.without === 'deliveries are named after their occasion' ? `${occasion} ${String(this.salt++)}` : occasion;
    return [{ command: occasion }, { delivery: { id, kind: 'mail', channel: 'c', subject: 's', body: null } }];
  }

  /** The outbox and the log as a process sees them that waits before and after each step outside. */
  private issuing(pause: () => Promise<void>): Issuing<string> {
    const stepwise = async <Answer>(run: () => Promise<Answer>): Promise<Answer> => {
      await pause();
      const answer = await run();
      await pause();
      return answer;
    };
    const { outbox } = this;
    const late: (() => Promise<unknown>)[] = [];
    // As a process would do that moves its checkpoint first.
    const inTime = async <Answer>(run: () => Promise<Answer>): Promise<Answer | undefined> => {
      if (this.without !== 'issues before the checkpoint') return stepwise(run);
      late.push(() => stepwise(run));
      return undefined;
    };
    const seen = Object.assign(Object.create(outbox) as MemoryOutbox, {
      enqueue: async (...args: Parameters<MemoryOutbox['enqueue']>) =>
        (await inTime(() => outbox.enqueue(...args))) ?? [],
      checkpoint: (name: string) => stepwise(() => outbox.checkpoint(name)),
      moveOn: async (name: string, from: number | undefined, to: number) => {
        const moved = await stepwise(() => this.moveOn(name, from, to));
        for (const run of late.splice(0)) await run();
        return moved;
      },
    });
    return {
      outbox: seen,
      record: async (occasion) => {
        await inTime(() => this.record(occasion));
        return { duplicate: false };
      },
      clock: () => new Date(this.time),
    };
  }

  private async moveOn(name: string, from: number | undefined, to: number): Promise<'moved' | 'stale'> {
    const known = await this.outbox.checkpoint(name);
    const moved = await this.outbox.moveOn(name, this.without === 'compare and set' ? known : from, to);
    if (known === undefined && moved === 'moved') this.begun.set(name, to);
    if (known !== undefined && moved === 'moved' && to < known) this.trouble = `${name} went back to ${String(to)}`;
    return moved;
  }

  private async record(occasion: string): Promise<void> {
    const claims = this.without !== 'commands claim their occasion';
    const stream = claims ? `occasion-${occasion}` : `occasion-${occasion}-${String(this.salt++)}`;
    const appended = await this.log.append(stream, 'none', [this.event('Reacted', occasion)]);
    if (appended.outcome === 'conflict' && this.random.chance(0.5)) throw new Problem('id-conflict', 'was before');
  }

  private async write(): Promise<void> {
    const id = `f${String(++this.facts)}`;
    await this.log.append(id, 'none', [this.event('Happened', id)]);
  }

  private event(type: string, claim: string): PendingEvent {
    const about = { schema: 1, occurredAt: '2024-01-01T00:00:00.000Z', key: 'k', hash: '', envelope: {}, data: {} };
    return { ...about, id: `e${String(this.salt++)}`, type, claim };
  }

  private async wrong(): Promise<string | undefined> {
    const begun = this.begun.get(WORLD) ?? -1;
    if (begun < this.history) return `began at ${String(begun)}, within the history up to ${String(this.history)}`;
    const events = await this.log.readAll(0, 1_000);
    const facts = claimsOf(events.slice(begun), 'Happened');
    const due: string[] = [];
    const first = this.begun.get('schedule:turn') ?? 0;
    for (let at = (Math.floor(first / EVERY) + 1) * EVERY; at <= this.time; at += EVERY)
      due.push(`turn@${new Date(at).toISOString()}`);
    const expected = [...facts, ...due].toSorted().join();
    const commands = claimsOf(events, 'Reacted').toSorted().join();
    if (commands !== expected) return `commands ${commands} instead of ${expected}`;
    const deliveries = (await this.outbox.find({ limit: 1_000 })).map(({ id }) => id);
    const sent = deliveries.toSorted().join();
    return sent === expected ? undefined : `deliveries ${sent} instead of ${expected}`;
  }
}

function claimsOf(events: readonly RecordedEvent[], type: string): readonly string[] {
  return events.filter((event) => event.type === type).map(({ claim }) => claim);
}
