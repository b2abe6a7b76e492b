import { openEventsTopic } from '#platform/topics.js';
import type { BookProcess } from './open-book.js';
import type { ReactingParts } from './reacting.js';

/** The topic that the settings name for what is recorded; closed with the process. */
export async function eventsTopic({
  settings: { topics },
  closers,
}: Pick<BookProcess, 'settings' | 'closers'>): Promise<ReactingParts['topic']> {
  const writer = await openEventsTopic(topics);
  if (writer === undefined) return undefined;
  closers.add('the topic of events', () => writer.close());
  return { name: topics?.events ?? '', writer };
}
