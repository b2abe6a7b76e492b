import { createHash } from 'node:crypto';
import type { RecordedEvent } from '#kernel/event.js';
import { createReadStream } from 'node:fs';
import { splitLines } from '#kernel/lines.js';
import type { Client } from '#client/index.js';
import { UsageError } from './usage-error.js';
import { ownFile } from '#platform/own-file.js';

/** The file of an export that holds the events: one a line, as they are stored, positions as text. */
export const EVENTS = 'events.ndjson';
/** Written last: what the events have to be, for whoever wants to know whether they are all there. */
export const MANIFEST = 'export.json';

export interface Manifest {
  /** The last position that the events go up to. */
  readonly position: string;
  readonly events: number;
  /** SHA-256 of the file of the events, hex. */
  readonly sha256: string;
}

/** Where an export ends: with the event at a position, or with as many events as a head is of. */
export type ExportEnd = { readonly position: number } | { readonly events: number };

/** An event as it stands in a line. */
export type ExportedEvent = Omit<RecordedEvent, 'position'> & { readonly position: string };

const PAGE = 1_000;

/** Writes the events of a server up to where the export ends. @returns what they have to be */
export async function writeEvents(book: Client, end: ExportEnd, path: string): Promise<Manifest> {
  const file = await ownFile(path);
  const hash = createHash('sha256');
  let events = 0;
  let position = '0';
  let text = '';
  const write = async (): Promise<void> => {
    hash.update(text);
    await file.write(text);
    text = '';
  };
  try {
    for await (const event of eventsUpTo(book, end)) {
      text += `${JSON.stringify(event)}\n`;
      position = event.position;
      if (++events % PAGE === 0) await write();
    }
    await write();
    await file.sync();
  } finally {
    await file.close();
  }
  return {
    position: 'position' in end ? String(end.position) : position,
    events,
    sha256: hash.digest('hex'),
  };
}

async function* eventsUpTo(book: Client, end: ExportEnd) {
  const to = 'position' in end ? end.position : Infinity;
  const most = 'events' in end ? end.events : Infinity;
  let last = 0;
  let events = 0;
  for await (const event of book.each.readLog({ limit: PAGE })) {
    const position = Number(event.position);
    // A server that says the same again would be listened to for ever.
    if (position <= last) break;
    last = position;
    if (last <= to) yield event;
    if (last >= to || ++events >= most) return;
  }
  // Of one that proves its log the auditor sees what is missing, and is told where.
  if (last < to && to !== Infinity)
    throw new Error(`${book.url} has no event after position ${String(last)}, but said it has ${String(to)}`);
}

/** Bytes of the longest event that is read. */
const MOST = 64 * 1_048_576;

/** The events of a file that was written so, page by page. @throws UsageError for a line that is none */
export async function* readEvents(path: string): AsyncIterable<readonly RecordedEvent[]> {
  let page: RecordedEvent[] = [];
  for await (const { line, bytes } of splitLines(createReadStream(path), MOST)) {
    if (bytes?.length === 0) continue;
    page.push(eventIn(bytes, `line ${String(line)} of ${path}`));
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function eventIn(bytes: Buffer | undefined, place: string): RecordedEvent {
  try {
    const event = JSON.parse(bytes?.toString('utf8') ?? '') as ExportedEvent;
    return { ...event, position: Number(event.position) };
  } catch (error) {
    throw new UsageError(`${place} is no event: ${(error as Error).message}`);
  }
}
