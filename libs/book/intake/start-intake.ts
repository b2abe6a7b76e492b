import { openIntake } from '#platform/topics.js';
import type { Book } from '../book.js';
import type { BookProcess } from '../open-book.js';
import { takingRecords } from './take-records.js';

/** Takes events of other systems from the topic that the settings name, until the process ends; any number of processes share the work. */
export async function startIntake(
  book: Book,
  { settings: { topics }, log, closers }: Pick<BookProcess, 'settings' | 'log' | 'closers'>,
): Promise<void> {
  const [opening] = await book.log.readAll(0, 1);
  if (opening === undefined) throw new Error('the book is not opened');
  const onError = (error: unknown): void => log.error({ err: error }, 'the intake met an error and tries again');
  const stop = await openIntake(topics, opening.id, takingRecords(book), onError);
  if (stop !== undefined) closers.add('the intake', stop, LEAVE_TIMEOUT);
}

/** Milliseconds for what is in hand to be recorded, and for the group to know. */
const LEAVE_TIMEOUT = 10_000;
