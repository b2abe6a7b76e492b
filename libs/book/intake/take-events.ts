import type { Json } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import type { Desk } from '#ledger/command-type.js';
import { Turns } from '#ledger/turns.js';
import type { Receipt } from '#engine/record/handle.js';
import { refOf, type CloudEvent } from '#subjects/cloud-events/cloud-event.js';
import type { CloudEventTaken } from '#subjects/cloud-events/cloud-event.events.js';
import { cameBefore } from '#subjects/cloud-events/cloud-event.decider.js';
import { aboutEvent, quarantine, stateOf, take } from '#subjects/cloud-events/cloud-event.commands.js';
import { needMayRecord, needMaySend, recorderNow, type Recorder } from '../access/recording.js';
import type { Book } from '../book.js';
import { atDesk } from './at-desk.js';
import { factOf, type FactOf, type FactsKnown } from './fact-of-event.js';
import type { EventTold } from './intake.answers.js';
import { mappingIn } from './mapping-versions.js';

/** What became of an event; a position is that of the fact, or of the note that keeps the event. */
export type Outcome = Omit<EventTold, 'position'> & { readonly position: number };

export type IntakeBook = Pick<Book, 'ledger' | 'log' | 'countEvent'>;

/**
 * Takes events as facts, each once: what its source and id stand for is noted before the fact is recorded, so that another one never comes of
 * it. Facts that depend on those of events before them find them. What is no fact, or is refused, is quarantined.
 * @returns what became of each, or `id-conflict` for one that came before with other content
 * @throws Problem for what is wrong with the book or with who asks: then some may be taken, and are the same again when they are sent again
 */
export async function takeEvents(
  book: IntakeBook,
  events: readonly CloudEvent[],
  traceparent?: string,
): Promise<readonly (Outcome | Problem)[]> {
  const intake = new Intake(book, recorderNow(book.ledger), traceparent);
  const notes = new Turns();
  const facts = new Turns();
  const noted = events.map((event) => settled(notes.take({ writes: refOf(event) }, () => intake.note(event))));
  const ends: Promise<Settled<Outcome>>[] = [];
  for (const [i, event] of events.entries()) {
    const note = (await noted[i]) as Settled<Outcome | Noted>;
    ends.push(settled(end(intake, facts, event, note)));
  }
  const outcomes = (await Promise.all(ends)).map((one) => ('done' in one ? one.done : conflictOf(one.failed)));
  for (const one of outcomes) book.countEvent(one instanceof Problem ? 'conflict' : one.outcome);
  return outcomes;
}

/** An event that stands for a fact by now. */
interface Noted {
  readonly fact: FactOf;
  /** Whether it did before. */
  readonly again: boolean;
}

type Settled<Done> = { readonly done: Done } | { readonly failed: unknown };

function settled<Done>(work: Promise<Done>): Promise<Settled<Done>> {
  return work.then(
    (done) => ({ done }),
    (failed: unknown) => ({ failed }),
  );
}

/** @throws whatever it is, where it is no conflict */
function conflictOf(failed: unknown): Problem {
  if (failed instanceof Problem && failed.code === 'id-conflict') return failed;
  throw failed;
}

async function end(intake: Intake, facts: Turns, event: CloudEvent, note: Settled<Outcome | Noted>): Promise<Outcome> {
  if ('failed' in note) throw note.failed;
  const { done } = note;
  if (!('again' in done)) return done;
  return facts.take(intake.touched(done.fact), () => intake.record(event, done));
}

/** Where it is kept already, nothing of it is noted again. */
const SAME = new Problem('invalid-request', 'it is kept already');

/** What is wrong with the book at the moment, or with who asks, is no matter of the event. */
function isOfEvent(error: unknown): error is Problem {
  return (
    error instanceof Problem &&
    error.status < 500 &&
    ![401, 403, 429].includes(error.status) &&
    error.code !== 'contended'
  );
}

class Intake {
  private readonly known: FactsKnown;

  constructor(
    private readonly book: IntakeBook,
    private readonly recorder: Recorder,
    private readonly traceparent: string | undefined,
  ) {
    this.known = { commands: recorder.commands, mappingAt: (mapping) => mappingIn(book.log, mapping) };
  }

  /** What an event stands for, noted for ever; what became of it where it is quarantined. */
  async note(event: CloudEvent): Promise<Outcome | Noted> {
    needMaySend(event.source);
    return this.atDesk(event, async (desk) => {
      const { phase, taken, resubmitted: fact } = await stateOf(event, desk);
      if (phase === 'new' || phase === 'taken') return this.stand(event, taken, desk);
      const receipt = await quarantine(event, SAME, desk);
      return { ...kept(event, phase, receipt), ...(fact && { fact }) };
    });
  }

  private async stand(
    event: CloudEvent,
    before: CloudEventTaken['data'] | undefined,
    desk: Desk,
  ): Promise<Outcome | Noted> {
    try {
      const fact = await factOf(event, this.known, desk, before?.mapping);
      needMayRecord(this.recorder, fact.type, fact.data);
      const { type, data, mapping } = fact;
      const stands = { ...aboutEvent(event), fact: { type, id: data.id }, ...(mapping && { mapping: { ...mapping } }) };
      const { duplicate } = await take(event, stands, desk);
      return { fact, again: duplicate };
    } catch (error) {
      if (!isOfEvent(error) || error.code === 'id-conflict') throw error;
      // It was a fact when it came first.
      if (before !== undefined) throw cameBefore(before);
      return { ...kept(event, 'quarantined', await quarantine(event, error, desk)), problem: shown(error) };
    }
  }

  /** Records the fact that an event stands for; refused, it is quarantined. */
  async record(event: CloudEvent, { fact: { type, data }, again }: Noted): Promise<Outcome> {
    try {
      const traceparent = traceOf(event) ?? this.traceparent;
      const { id, position, duplicate } = await this.recorder.record(type, data, { traceparent });
      const outcome = duplicate ? 'duplicate' : 'recorded';
      return { ...sentBy(event), outcome, fact: { type, id }, position };
    } catch (error) {
      // The same event with other content, unless the id of the fact is that of another one.
      if (!isOfEvent(error) || (again && error.code === 'id-conflict')) throw error;
      const receipt = await this.atDesk(event, (desk) => quarantine(event, error, desk));
      return { ...kept(event, 'quarantined', receipt), problem: shown(error) };
    }
  }

  touched({ type, data }: FactOf) {
    return this.recorder.commands[type]?.touches(data) ?? {};
  }

  private atDesk<Done>(event: CloudEvent, run: (desk: Desk) => Promise<Done>): Promise<Done> {
    return atDesk(this.book.ledger, run, { traceparent: traceOf(event) ?? this.traceparent });
  }
}

/** Only what W3C Trace Context calls one. */
function traceOf({ attributes: { traceparent } }: CloudEvent): string | undefined {
  return isTraceparent(traceparent) ? traceparent : undefined;
}

function isTraceparent(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(value);
}

function sentBy({ source, id }: CloudEvent) {
  return { source, event: id };
}

function kept(event: CloudEvent, outcome: Outcome['outcome'], { position }: Receipt): Outcome {
  return { ...sentBy(event), outcome, quarantine: refOf(event), position };
}

function shown({ code, detail }: Problem) {
  return { code, detail };
}
