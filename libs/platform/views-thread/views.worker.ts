import { ThreadSide } from '#engine/threads/thread-side.js';
import { readViews } from '../logged-adapters.js';
import type { Question, ReaderData } from './threaded-views.js';

/** The thread that reads, so that no answer holds up the thread that takes requests. */
const side = new ThreadSide<ReaderData>();
const { folder, name, schema } = side.data;
const views = readViews(folder, name, schema);

side.serve<Question>({
  stop: () => views.close(),
  answer: (question) => {
    switch (question.kind) {
      case 'checkpoint':
        return views.checkpoint(question.shard);
      case 'get':
        return views.get(question.collection, question.ids);
      case 'find':
        return views.find(question.collection, question.find);
    }
  },
});
