import { contentHash } from '#kernel/canonical.js';
import type { TakesRecords, TopicRecord } from '#kernel/ports/topic.js';
import { Problem } from '#kernel/problem.js';
import { reasonOf } from '#kernel/reason.js';
import { quarantine } from '#subjects/cloud-events/cloud-event.commands.js';
import type { CloudEvent } from '#subjects/cloud-events/cloud-event.js';
import { atDesk } from './at-desk.js';
import { readRecord } from './read-record.js';
import { takeEvents, type IntakeBook } from './take-events.js';

/** What a record is called that is kept as it came. */
const UNREADABLE = 'tallybook.unreadable';
/** Of a record that is too large to be kept, so many characters are. */
const KEPT = 10_000;
/** Characters of a topic's name in a source. */
const NAMED = 190;

/** Something that came, with the record that it came in. */
interface Came {
  readonly record: TopicRecord;
  readonly event: CloudEvent;
}

/**
 * Takes the events of records as facts, as `takeEvents` does. A record that is no event, and an event that came before with other content, is
 * kept in quarantine as it came, by where it is in its topic: nothing stops those after it.
 */
export function takingRecords(book: IntakeBook): TakesRecords {
  return async (records) => {
    const came: Came[] = [];
    for (const record of records) {
      const events = readOr(record);
      if (events instanceof Problem) await keepAsItCame(book, record, events);
      else came.push(...events.map((event) => ({ record, event })));
    }
    await takeTogether(book, came);
  };
}

function readOr(record: TopicRecord): readonly CloudEvent[] | Problem {
  try {
    return readRecord(record);
  } catch (error) {
    return problemOf(error);
  }
}

async function takeTogether(book: IntakeBook, came: readonly Came[]): Promise<void> {
  if (came.length === 0) return;
  try {
    const outcomes = await takeEvents(
      book,
      came.map(({ event }) => event),
    );
    for (const [i, { record }] of came.entries()) {
      const outcome = outcomes[i];
      if (outcome instanceof Problem) await keepAsItCame(book, record, outcome);
    }
  } catch (error) {
    const [only, ...others] = came;
    if (only === undefined || !isOfContent(error)) throw error;
    if (others.length === 0) await keepAsItCame(book, only.record, problemOf(error));
    // One of them is not taken whatever is done: the others are.
    else for (const one of came) await takeTogether(book, [one]);
  }
}

/** Whether it would be the same again: not what is wrong with the book at the moment. */
function isOfContent(error: unknown): boolean {
  if (error instanceof Problem) return error.status < 500 && error.code !== 'contended';
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}

function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('invalid-request', reasonOf(error));
}

async function keepAsItCame(book: IntakeBook, record: TopicRecord, problem: Problem): Promise<void> {
  const whole = asItCame(record, Infinity);
  const keep = (event: CloudEvent) => atDesk(book.ledger, (desk) => quarantine(event, problem, desk));
  await keep(whole).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.code !== 'fact-too-large') throw error;
    return keep(asItCame(record, KEPT));
  });
  book.countEvent('quarantined');
}

/** Known by where it is in its topic and by what it says: a topic may be made anew. */
function asItCame({ topic, partition, offset, headers, value }: TopicRecord, most: number): CloudEvent {
  const text = value?.toString() ?? '';
  const hash = contentHash([text, headers]).slice(0, 16);
  const own = {
    id: `${String(partition)}/${offset}/${hash}`,
    source: `kafka:${topic.slice(0, NAMED)}`,
    type: UNREADABLE,
  };
  return { ...own, attributes: { specversion: '1.0', ...own }, data: { headers, value: text.slice(0, most) } };
}
