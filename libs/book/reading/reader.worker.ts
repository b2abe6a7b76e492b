import { LRUCache } from 'lru-cache';
import { Calendar } from '#kernel/time/calendar.js';
import { Moved } from '#engine/threads/thread-message.js';
import { ThreadSide } from '#engine/threads/thread-side.js';
import { AskedViews } from '#engine/views/asked-views.js';
import type { HeldStore } from '#engine/views/logged-views.js';
import type { Views } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { readViews } from '#platform/logged-adapters.js';
import { readKeyring } from '#platform/personal-keys.js';
import { IndexLink } from '#platform/fact-index/index-client.js';
import { AskedHeads } from './asked-heads.js';
import type { JsonAnswer } from './json-answer.js';
import { Kept } from './kept.js';
import { workOut } from './reading.js';
import type { ReaderData, SaidByReader, ThreadReading, ToldReader } from './thread-reader.js';
import { areFiles, fileKey, type Stored, type ViewFiles } from './stored.js';

/** Works out questions one after another, each from one state of the read models. Read models are kept open for the next question. */
const side = new ThreadSide<ReaderData, SaidByReader>();
const { timeZone, fiscalStart, currency, keysAt } = side.data;
const heads = new AskedHeads((position) => side.say({ position }));
const keyring = keysAt && readKeyring(keysAt);
const calendar = new Calendar(timeZone, fiscalStart);
/** More than one question can be about: it needs all of them to its end. */
const OPEN = 8;

interface OpenVersion {
  readonly views: HeldStore;
  readonly kept: Kept;
}

const link = new IndexLink();
const opened = new LRUCache<string, OpenVersion>({
  max: OPEN,
  dispose: ({ views }) => {
    views.close().catch(side.report);
  },
});

side.serve<ThreadReading, ToldReader>({
  async answer({ reading, covering, stop, socket }) {
    const held: (() => void)[] = [];
    const index = link.session(socket);
    const { stored: own } = reading.on;
    const ownKey = areFiles(own) ? fileKey(own) : undefined;
    const open = (stored: Stored): Views => {
      const files = filesIn(stored);
      const { views } = openedOf(files);
      held.push(views.hold());
      return new AskedViews(views, index.of(files, fileKey(files) === ownKey ? covering : undefined));
    };
    const step: Step = (stage) => {
      if (Atomics.load(stop, 0) !== 0) throw new Error('nobody waits for the answer any more');
      if (stage !== undefined) side.say({ stage });
    };
    try {
      const answer = await workOut(reading, {
        ...{ calendar, currency, open, step, keyring: await keyring, shared: false },
        keptOf: (stored) => openedOf(stored).kept,
        headAt: (position) => heads.at(position),
      });
      return reading.as === 'json' ? moved(answer as JsonAnswer) : answer;
    } finally {
      index.close();
      for (const letGo of held) letGo();
    }
  },
  told: (message) => {
    if ('gone' in message) opened.delete(message.gone);
    else heads.told(message);
  },
  stop: async () => {
    link.close();
    opened.clear();
    await (await keyring)?.close();
  },
});

function openedOf(stored: Stored): OpenVersion {
  const files = filesIn(stored);
  const key = fileKey(files);
  const version = opened.get(key) ?? {
    views: readViews(files.folder, files.name, VIEW_SCHEMA),
    kept: new Kept(),
  };
  opened.set(key, version);
  return version;
}

function filesIn(stored: Stored): ViewFiles {
  if (!areFiles(stored)) throw new Error('read models that are open in another thread');
  return stored;
}

function moved(answer: JsonAnswer): Moved<JsonAnswer> {
  return new Moved(
    answer,
    answer.pieces.map(({ buffer }) => buffer),
  );
}
