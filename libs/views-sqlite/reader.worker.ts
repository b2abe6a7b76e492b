import { parentPort, workerData } from 'node:worker_threads';
import type { ViewSchema } from '#kernel/views.schema.js';
import { SqliteViews } from './sqlite-views.js';
import type { Asked, ReaderData } from './threaded-views.js';

/** The thread that reads, so that no answer holds up the thread that takes requests. */
const { file, schema } = workerData as ReaderData & { schema: ViewSchema };
const views = SqliteViews.openLastingReader(file, schema);
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread only');

port.on('message', (asked: Asked) => {
  answer(asked).then(
    (answered) => {
      port.postMessage({ id: asked.id, answered });
    },
    (error: unknown) => {
      port.postMessage({ id: asked.id, error });
    },
  );
});

function answer({ question }: Asked): Promise<unknown> {
  switch (question.kind) {
    case 'sums':
      return views.sums(question.requests);
    case 'checkpoint':
      return views.checkpoint(question.shard);
    case 'firstDay':
      return views.firstDay(question.series);
    case 'rowsOf':
      return views.rowsOf(question.series, question.customer, question.day, question.upTo);
    case 'get':
      return views.get(question.collection, question.ids);
    case 'find':
      return views.find(question.collection, question.find);
  }
}
