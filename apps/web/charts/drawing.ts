import { loadKinds } from './other-kinds.js';
import type * as Drawn from './drawn.js';

type Drawing = typeof Drawn;

let loaded: Drawing | undefined;
let loading: Promise<Drawing> | undefined;

/** What draws, once it is there. */
export function drawingNow(): Drawing | undefined {
  return loaded;
}

/** What draws is much larger than the page: it is loaded once for all charts. @throws where it cannot be; it is tried again then */
export function loadDrawing(): Promise<Drawing> {
  loading ??= Promise.all([import('./drawn.js'), loadKinds()]).then(
    ([drawing]) => (loaded = drawing),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** Begins to load what draws, beside figures that are asked for. Where it does not come, each chart says so. */
export function loadAhead(): void {
  loadDrawing().catch(() => undefined);
}
