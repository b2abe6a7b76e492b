import type { ToThread } from '#engine/threads/thread-message.js';
import { Side, type Line } from '#engine/threads/thread-side.js';

type Heard = ToThread<unknown, unknown>;
type Begin = { readonly kind: 'begin'; readonly data: unknown };

/** The side of a process that runs in it, and ends with who started it. Its module waits for one, prepares what it needs, and ends with `serve`. */
export async function processSide<Data, Said = never>(): Promise<Side<Data, Said>> {
  // Who ends all processes of a group at once ends this one through the one that started it, which may need it to its end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.once('disconnect', endNow);
  // Who started it may have gone before anybody listened.
  if (!process.connected) endNow();
  const waiting: Heard[] = [];
  const begun = Promise.withResolvers<Data>();
  let hear = (message: Heard): void => void waiting.push(message);
  process.on('message', (message: Heard | Begin) => {
    if (message.kind === 'begin') begun.resolve(message.data as Data);
    else hear(message);
  });
  const line: Line = {
    post: (message, _moved, sent) => void process.send?.(message, undefined, undefined, () => sent?.()),
    listen: (heard) => {
      hear = heard;
      for (const message of waiting.splice(0)) heard(message);
    },
    close: endNow,
  };
  return new Side<Data, Said>(line, await begun.promise);
}

/** At once: leaving as usual would wait for work under way in native code, which may never end. What is in files is whole whenever that happens. */
export function endNow(): void {
  process.kill(process.pid, 'SIGKILL');
}
