import type { EventLog } from '#kernel/ports/event-log.js';
import type { TreeTiles } from '#kernel/ports/tree-tiles.js';
import { Signal } from '#kernel/signal.js';
import { PAGE, TreeGrowth } from './tree-growth.js';

interface Following {
  readonly log: Pick<EventLog, 'readAll' | 'readStream' | 'onAppend'>;
  readonly tiles: TreeTiles;
  /** Called with what kept it from going on; it tries again by itself. */
  readonly onError: (error: unknown) => void;
}

/** Milliseconds after which to look even without a hint, and after an error. */
const LOOK_AGAIN = 500;
const TRY_AGAIN = 5_000;
/** Milliseconds in which events gather: the last tiles are written anew with each addition. */
const GATHER = 100;

/** Has the tree over a log follow it. Several who do so are harmless: they add the same. */
export function followTree({ log, tiles, onError }: Following): { stop(): Promise<void> } {
  const growth = new TreeGrowth(log, tiles);
  const signal = new Signal();
  const stopped = new Signal();
  const unlisten = log.onAppend(() => signal.notify());
  let stopping = false;
  const isStopping = (): boolean => stopping;
  const run = async (): Promise<void> => {
    while (!isStopping()) {
      try {
        if ((await growth.step()) === PAGE) continue;
        await signal.wait(LOOK_AGAIN);
        await stopped.wait(GATHER);
      } catch (error) {
        if (isStopping()) return;
        onError(error);
        await stopped.wait(TRY_AGAIN);
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping = true;
      unlisten();
      signal.notify();
      stopped.notify();
      await running;
    },
  };
}
