import { BookNames } from '../book-names.js';
import { Connection } from '../connection.js';
import { isAnswerToRead, Reader } from '../reader.js';
import { TIMING } from '../timing.js';
import { readProgress, unfinished } from './progress.js';

/** Asks on a connection of its own. @throws Refused where a restore into the log of a book has not come to its end */
export async function needWhole(url: string, book: string): Promise<void> {
  const names = new BookNames(book);
  const connection = new Connection(url, TIMING.close, isAnswerToRead);
  try {
    const { state } = await readProgress(new Reader(connection, { read: TIMING.sign }), names);
    if (state === 'begun' || state === 'whole') throw unfinished(names);
  } finally {
    await connection.close();
  }
}
