import { SingleBar } from 'cli-progress';

/** Milliseconds between lines where nobody watches a terminal. */
const PERIOD = 5_000;

/** How far something is, on the terminal; beside it, a line now and again. */
export interface Bar {
  /** @param done of the size @param facts until now */
  update(done: number, facts: number): void;
  stop(): void;
}

export function readingBar(size: number): Bar {
  return bar('{bar} {percentage}% read | {duration_formatted} gone, {eta_formatted} left', size);
}

/** Events that are put back: written first, and then read back. */
export function restoringBar(size: number): Bar {
  return bar('{bar} {percentage}% | {duration_formatted} gone, {eta_formatted} left', size);
}

/** Facts that are sent, how many in a second, and how long it goes on like that. */
export function sendingBar(size: number): Bar {
  return bar('{bar} {percentage}% | {facts} facts, {rate}/s | {duration_formatted} gone, {eta_formatted} left', size);
}

function bar(format: string, size: number): Bar {
  const shown = new SingleBar({
    format,
    noTTYOutput: true,
    notTTYSchedule: PERIOD,
    stream: process.stderr,
    hideCursor: true,
  });
  const begun = performance.now();
  shown.start(size, 0, { facts: 0, rate: 0 });
  return {
    update: (done, facts) => {
      const rate = Math.round((facts * 1000) / Math.max(1, performance.now() - begun));
      shown.update(done, { facts, rate });
    },
    stop: () => shown.stop(),
  };
}
