import { Worker } from 'node:worker_threads';
import { Restarted, type RestartOptions } from './restarted.js';
import type { Running, Watcher } from './running.js';
import type { FromThread } from './thread-message.js';

export { ThreadDied } from './restarted.js';

export interface ThreadOptions<Said> extends RestartOptions<Said> {
  /** The module it runs, which calls `serve`. */
  readonly file: URL;
  /** What the module finds as its `data`. */
  readonly data: unknown;
  /** Megabytes its own objects may take; more ends it. As many as the machine allows unless given. */
  readonly heapMegabytes?: number;
}

/** One worker thread, for as long as it is wanted. */
export class Thread<Question, Said = never, Told = never> extends Restarted<Question, Said, Told> {
  constructor(options: ThreadOptions<Said>) {
    super((watcher) => inThread(options, watcher), options);
  }
}

function inThread<Question, Said, Told>(
  { file, data, heapMegabytes }: ThreadOptions<Said>,
  watcher: Watcher<Said>,
): Running<Question, Told> {
  const limits = heapMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } };
  const worker = new Worker(file, { workerData: data, ...limits });
  worker.on('message', (message: FromThread<Said>) => watcher.heard(message));
  worker.on('error', (error) => watcher.failed(error));
  worker.on('messageerror', (error) => watcher.failed(error));
  return {
    post: (message, moved) => worker.postMessage(message, [...moved]),
    end: async () => {
      await worker.terminate();
    },
    ended: new Promise((resolve) => worker.once('exit', () => resolve())),
  };
}
