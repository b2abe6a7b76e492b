import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';

const PIECE = 1_000;

/** Appends so many events to a stream that is no book's. @param type of them; one of ours may be somebody else's too */
export async function writeForeign(
  others: EventStoreDBClient,
  count: number,
  stream: string,
  type = 'Foreign',
): Promise<void> {
  for (let written = 0; written < count; written += PIECE) {
    const length = Math.min(PIECE, count - written);
    await others.appendToStream(
      stream,
      Array.from({ length }, (_, i) => jsonEvent({ type, data: { a: i } })),
    );
  }
}
