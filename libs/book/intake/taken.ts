import { Problem } from '#kernel/problem.js';
import type { CloudEvent } from '#subjects/cloud-events/cloud-event.js';
import type { Book } from '../book.js';
import type { BatchTold, EventTold } from './intake.answers.js';
import { takeEvents, type Outcome } from './take-events.js';

/** Takes one event. @throws Problem as `takeEvents`, and `id-conflict` */
export async function takenEvent(book: Book, event: CloudEvent, traceparent?: string): Promise<EventTold> {
  const [taken] = await takeEvents(book, [event], traceparent);
  if (taken === undefined || taken instanceof Problem) throw taken ?? new Error('an event came to nothing');
  return told(book, taken);
}

/** Takes a batch. @throws Problem as `takeEvents`; `id-conflict` with what became of all, where one came before with other content */
export async function takenBatch(book: Book, events: readonly CloudEvent[], traceparent?: string): Promise<BatchTold> {
  const taken = await takeEvents(book, events, traceparent);
  const shown = await Promise.all(
    taken.map(async (one, i) => (one instanceof Problem ? refused(events[i], one) : told(book, one))),
  );
  const conflicts = taken.filter((one) => one instanceof Problem);
  const of = (outcome: Outcome['outcome']): number =>
    taken.filter((one) => !(one instanceof Problem) && one.outcome === outcome).length;
  const batch = {
    recorded: of('recorded'),
    duplicates: of('duplicate') + of('resubmitted') + of('discarded'),
    quarantined: of('quarantined'),
    conflicts: conflicts.length,
    events: shown,
  };
  const [first] = conflicts;
  if (first === undefined) return batch;
  throw new Problem(
    'id-conflict',
    `${String(conflicts.length)} of the events came before with other content; the others are settled: ${first.detail}`,
    first.errors,
    batch,
  );
}

function refused(event: CloudEvent | undefined, { code, detail }: Problem) {
  return { source: event?.source ?? '', event: event?.id ?? '', problem: { code, detail } };
}

async function told({ narrowing }: Book, taken: Outcome): Promise<EventTold> {
  return { ...taken, position: await narrowing.shown(taken.position) };
}
