import { LRUCache } from 'lru-cache';
import { Calendar } from '#kernel/time/calendar.js';
import { Moved } from '#engine/threads/thread-message.js';
import { ThreadSide } from '#engine/threads/thread-side.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { readLastingViews, type LastingViews } from '#platform/embedded-adapters.js';
import type { JsonAnswer } from './json-answer.js';
import { workOut } from './reading.js';
import type { ReaderData, ThreadReading } from './thread-reader.js';
import { areFiles, fileKey, type Stored } from './stored.js';

/** Works out questions one after another, each from one state of the read models. Read models are kept open for the next question. */
const side = new ThreadSide<ReaderData>();
const { timeZone, fiscalStart, currency } = side.data;
const calendar = new Calendar(timeZone, fiscalStart);
/** More than one question can be about: it needs all of them to its end. */
const OPEN = 8;

const opened = new LRUCache<string, LastingViews>({
  max: OPEN,
  dispose: (views) => {
    views.close().catch(side.report);
  },
});

side.serve<ThreadReading, string>({
  async answer({ reading, stop }) {
    const held: (() => void)[] = [];
    const open = (stored: Stored): LastingViews => {
      const views = openedOf(stored);
      held.push(views.hold());
      return views;
    };
    const step = (): void => {
      if (Atomics.load(stop, 0) !== 0) throw new Error('nobody waits for the answer any more');
    };
    try {
      const answer = await workOut(reading, { calendar, currency, open, step, shared: false });
      return reading.as === 'json' ? moved(answer as JsonAnswer) : answer;
    } finally {
      for (const letGo of held) letGo();
    }
  },
  // A version that is about to be removed.
  told: (key) => void opened.delete(key),
  stop: async () => opened.clear(),
});

function openedOf(stored: Stored): LastingViews {
  if (!areFiles(stored)) throw new Error('read models that are open in another thread');
  const key = fileKey(stored);
  const views = opened.get(key) ?? readLastingViews(stored.folder, stored.name, VIEW_SCHEMA);
  opened.set(key, views);
  return views;
}

function moved(answer: JsonAnswer): Moved<JsonAnswer> {
  return new Moved(
    answer,
    answer.pieces.map(({ buffer }) => buffer),
  );
}
