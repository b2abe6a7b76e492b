import { Random } from '#demo/random.js';
import { deliverDue } from '#engine/deliver/deliver.js';
import { Course, type Issuing } from '#engine/react/course.js';
import { LogReading } from '#engine/react/log-reading.js';
import { wayOf } from '#engine/react/react.js';
import { wayThroughTime } from '#engine/schedule/schedule.js';
import type { RecordedEvent } from '#kernel/event.js';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import { CHANNEL_DELIVERY } from '#subjects/channels/channel.delivery.js';
import type { Fired } from '#subjects/firings/firing.events.js';
import { FIRINGS } from '#subjects/firings/firings.subject.js';
import { JUDGING_TURNS } from '#subjects/firings/firing.reactions.js';
import type { Fact, Ground } from '#subjects/reactions.js';
import { AlertBook } from './alert-book.js';
import { DAY, roundsOf, RULES } from './alert-rounds.js';
import { afterTurns, Schedule } from './schedule.js';

/** What makes an alert fire once; a world can be made without one of them. */
export const ALERT_GUARDS = [
  'an occasion is claimed in the stream of its part',
  'messages are named after their occasion',
  'issues before the checkpoint',
  'days are judged in order',
  'turns that are due come before facts',
  'begins at the end of the log',
] as const;
export type AlertGuard = (typeof ALERT_GUARDS)[number];

const JUDGES = FIRINGS.reactions ?? [];
/** What happened in the end: what was recorded of parts, and what was put into outboxes. */
export interface Told {
  readonly recorded: readonly string[];
  readonly deliveries: readonly string[];
  /** What went wrong on the way. */
  readonly trouble?: string;
}

/**
 * One history of a book with alerts. Undisturbed one process judges when each round's facts are there; disturbed it is several that crash,
 * lose answers and sleep, while the figures come on, are made anew, and the book is put back from backups and exports.
 */
export class AlertWorld {
  private readonly chance: Random;
  private readonly book = new AlertBook();
  private readonly outboxes = [this.book.outbox];
  private schedule: Schedule;
  private salt = 0;
  private trouble: string | undefined;

  constructor(
    private readonly seed: number,
    private readonly isDisturbed: boolean,
    private readonly without?: AlertGuard,
  ) {
    this.chance = new Random(seed * 7 + 1);
    this.schedule = new Schedule(this.chance, afterTurns);
  }

  async run(): Promise<Told> {
    const record = this.book.ledger();
    for (const data of RULES) await record({ type: 'SetAlert', data });
    // Reactions begin where the log ends when they are run for the first time.
    await this.judgeAll();
    for (const round of roundsOf(new Random(this.seed))) {
      this.book.time += round.days * DAY;
      if (this.isDisturbed) await this.disturbed(round.facts);
      else for (const fact of round.facts) await record(fact);
      await this.judgeAll();
    }
    const events = await this.book.log.readAll(0, 10_000);
    const found = await Promise.all(this.outboxes.map((outbox) => outbox.find({ limit: 10_000 })));
    return {
      recorded: events.flatMap(inWords).toSorted(),
      deliveries: found.flatMap((all) => all.map(({ id }) => id)).toSorted(),
      ...(this.trouble !== undefined && { trouble: this.trouble }),
    };
  }

  /** The facts of a round, and what goes on meanwhile. */
  private async disturbed(facts: readonly Fact[]): Promise<void> {
    const { book, chance } = this;
    const record = book.ledger();
    const cut = chance.below(facts.length + 1);
    for (const fact of facts.slice(0, cut)) await record(fact);
    const active = await this.someJudge();
    const backup = chance.chance(0.3) ? await this.backup() : undefined;
    for (const fact of facts.slice(cut)) await record(fact);
    active.push(...(await this.someJudge()));
    if (chance.chance(0.3)) await book.rebuild();
    if (backup !== undefined) {
      await this.restore(backup);
      // Those whose facts the backup had not send them again.
      const again = book.ledger();
      for (const fact of facts) await again(fact);
    } else if (chance.chance(0.2)) {
      await this.judgeAll();
      await this.fromExport();
    }
  }

  /** Some processes begin, and go on for some steps: none has to come to an end. */
  private async someJudge(): Promise<Promise<void>[]> {
    const { book, chance } = this;
    const covered = await book.covered();
    await book.project(covered + chance.below((await book.log.tail()) - covered + 1));
    const active = Array.from({ length: chance.below(3) }, () => this.reactor(true));
    await this.schedule.some(chance.below(120));
    return active;
  }

  /** One that cannot crash judges all there is, and what it records itself. */
  private async judgeAll(): Promise<void> {
    for (let tail = -1; tail !== (await this.book.log.tail());) {
      tail = await this.book.log.tail();
      await this.book.project();
      await this.schedule.drain([this.reactor(false)]);
    }
    const senders = { [CHANNEL_DELIVERY]: { send: async () => undefined } };
    const { outbox } = this.book;
    while ((await deliverDue({ outbox, senders, clock: () => this.book.now() })) > 0);
  }

  /** The log first, the outbox when some time has passed: so are backups made. */
  private async backup(): Promise<{ readonly events: number; readonly outbox: MemoryOutbox }> {
    const events = await this.book.log.tail();
    await this.schedule.some(this.chance.below(40));
    return { events, outbox: await copied(this.book.outbox) };
  }

  private async restore({ events, outbox }: Awaited<ReturnType<AlertWorld['backup']>>): Promise<void> {
    this.book.log.keep(events);
    this.outboxes[this.outboxes.indexOf(this.book.outbox)] = outbox;
    await this.begun(outbox);
  }

  /** An export has all that is recorded, and nothing of what left the house or is to. */
  private async fromExport(): Promise<void> {
    const outbox = new MemoryOutbox();
    this.outboxes.push(outbox);
    await this.begun(outbox);
    await this.judgeAll();
  }

  /** Nothing goes on that went on before: those were processes of a book that is gone. */
  private async begun(outbox: MemoryOutbox): Promise<void> {
    this.schedule = new Schedule(this.chance, afterTurns);
    this.book.outbox = outbox;
    this.book.forgetFigures();
    await this.book.project();
  }

  private reactor(isMortal: boolean): Promise<void> {
    let end: () => void = () => undefined;
    const death = new Promise<void>((resolve) => (end = resolve));
    const { schedule } = this;
    const pause = (): Promise<void> =>
      schedule.pause((lose) => {
        if (isMortal && this.chance.chance(0.5)) end();
        else lose(new Error('no answer'));
      });
    const outside = async <Answer>(run: () => Promise<Answer>): Promise<Answer> => {
      await pause();
      const answer = await run();
      await pause();
      return answer;
    };
    const lives = this.courses(outside).map(async ({ course, upTo }) => {
      for (let tries = 0; tries < 100; tries++) {
        const lost = await course.advance(await upTo()).then(
          () => undefined,
          (error: unknown) => error as Error,
        );
        if (lost === undefined) return;
        if (lost.message !== 'no answer') this.trouble = String(lost.stack);
      }
    });
    return Promise.race([Promise.all(lives).then(() => undefined), death]);
  }

  private courses(outside: <Answer>(run: () => Promise<Answer>) => Promise<Answer>) {
    const { book } = this;
    const asked = book.ground(outside);
    const ground: Ground = { ...asked, ...this.weakened(asked) };
    const issuing = this.issuing(outside);
    const reading = new LogReading(book.log);
    const clock = (): Date => book.now();
    const turns = { ...JUDGING_TURNS, timetable: JUDGING_TURNS.timetable(book.calendar) };
    return [
      ...JUDGES.map((judge) => {
        const way = wayOf(judge, book.log, reading, ground);
        const begin = this.without === 'begins at the end of the log' ? async () => 0 : way.begin;
        return { course: new Course({ ...way, begin }, issuing), upTo: () => book.covered() };
      }),
      { course: new Course(wayThroughTime(turns, clock, ground), issuing), upTo: async () => book.time },
    ];
  }

  /** What of a ground is otherwise without a guard. */
  private weakened({ read }: Ground): Partial<Ground> {
    if (this.without === 'turns that are due come before facts') return { ranUpTo: async () => undefined };
    if (this.without !== 'days are judged in order') return {};
    return {
      read: async (...args) => {
        const shown = (await read(...args)) as { readonly alerts?: readonly { readonly parts: readonly object[] }[] };
        const alerts = shown.alerts?.map((alert) => ({
          ...alert,
          parts: alert.parts.map((part) => ({ ...part, firedFor: undefined, resolvedFor: undefined })),
        }));
        return { ...shown, ...(alerts && { alerts }) };
      },
    };
  }

  private issuing(outside: <Answer>(run: () => Promise<Answer>) => Promise<Answer>): Issuing<Fact> {
    const { outbox } = this.book;
    const { without } = this;
    const ledger = this.book.ledger();
    const late: (() => Promise<unknown>)[] = [];
    const inTime = async <Answer>(run: () => Promise<Answer>): Promise<Answer | undefined> => {
      if (without !== 'issues before the checkpoint') return outside(run);
      late.push(() => outside(run));
      return undefined;
    };
    const salted = without === 'messages are named after their occasion';
    const seen = Object.assign(Object.create(outbox) as MemoryOutbox, {
      enqueue: async (deliveries: Parameters<MemoryOutbox['enqueue']>[0], now: string) => {
        const named = deliveries.map((one) => (salted ? { ...one, id: `${one.id} ${String(this.salt++)}` } : one));
        return (await inTime(() => outbox.enqueue(named, now))) ?? [];
      },
      checkpoint: (name: string) => outside(() => outbox.checkpoint(name)),
      moveOn: async (...args: Parameters<MemoryOutbox['moveOn']>) => {
        const moved = await outside(() => outbox.moveOn(...args));
        for (const run of late.splice(0)) await run();
        return moved;
      },
    });
    const claims = without !== 'an occasion is claimed in the stream of its part';
    const record = async (fact: Fact): Promise<{ readonly duplicate: boolean }> => {
      const receipt = await inTime(() => (claims || fact.type !== 'FireAlert' ? ledger(fact) : this.unclaimed(fact)));
      return { duplicate: receipt?.duplicate ?? false };
    };
    return { outbox: seen, record, clock: () => this.book.now() };
  }

  /** As it would be recorded by who looks at nothing that is recorded. */
  private async unclaimed({ data }: Fact): Promise<{ readonly duplicate: boolean }> {
    const id = `unclaimed-${String(this.salt++)}`;
    const occurredAt = this.book.now().toISOString();
    const event = { id, type: 'AlertFired', schema: 1, occurredAt, key: `alert-${String(data['alert'])}` };
    await this.book.log.append(id, 'none', [{ ...event, claim: id, hash: '', envelope: {}, data: data as Fired }]);
    return { duplicate: false };
  }
}

function inWords({ type, data }: RecordedEvent): readonly string[] {
  const { alert, part, occasion, firedFor, resolvedFor } = data as Partial<Fired> & { readonly resolvedFor?: string };
  const words = { AlertFired: `fired for ${firedFor ?? ''}`, AlertResolved: `over for ${resolvedFor ?? ''}` }[type];
  return words === undefined ? [] : [`${alert ?? ''} ${part ?? ''} ${String(occasion)} ${words}`];
}

/** By what it shows of itself: the deliveries, and where each of those who judge is. */
async function copied(outbox: MemoryOutbox): Promise<MemoryOutbox> {
  const copy = new MemoryOutbox();
  const deliveries = await outbox.find({ limit: 10_000 });
  await copy.enqueue(deliveries, deliveries.at(-1)?.enqueuedAt ?? '');
  for (const name of [...JUDGES.map((judge) => judge.name), `schedule:${JUDGING_TURNS.name}`]) {
    const at = await outbox.checkpoint(name);
    if (at !== undefined) await copy.moveOn(name, undefined, at);
  }
  return copy;
}
