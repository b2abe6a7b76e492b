import { createHash } from 'node:crypto';
import type { RecordedEvent } from '#kernel/event.js';
import { askServer } from './api-client.js';
import { ownFile } from './own-file.js';

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

/** An event as it stands in a line. */
export type ExportedEvent = Omit<RecordedEvent, 'position'> & { readonly position: string };

const PAGE = 1_000;

/** Writes the events of a server up to a position. @returns what they have to be */
export async function writeEvents(url: string, to: number, path: string): Promise<Manifest> {
  const file = await ownFile(path);
  const hash = createHash('sha256');
  let events = 0;
  try {
    for await (const page of pagesOf(url, to)) {
      const text = page.map((event) => `${JSON.stringify(event)}\n`).join('');
      hash.update(text);
      await file.write(text);
      events += page.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { position: String(to), events, sha256: hash.digest('hex') };
}

async function* pagesOf(url: string, to: number): AsyncIterable<readonly ExportedEvent[]> {
  for (let after = 0; after < to;) {
    const { events } = await askServer<{ readonly events: readonly ExportedEvent[] }>(
      url,
      `/v1/log?after=${String(after)}&limit=${String(PAGE)}`,
    );
    const last = Number(events.at(-1)?.position);
    if (!(last > after))
      throw new Error(`${url} has no event after position ${String(after)}, but said it has ${String(to)}`);
    yield events.filter(({ position }) => Number(position) <= to);
    after = last;
  }
}
