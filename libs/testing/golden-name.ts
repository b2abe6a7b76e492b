import type { RecordedEvent } from '#kernel/event.js';

/** What the file of an event's stored form is called; of a pair under one id each has its own. */
export function goldenName(events: readonly RecordedEvent[], i: number): string {
  const { type = '', claim = '', schema = 0 } = events[i] ?? {};
  const before = events[i - 1];
  const second = before?.type === type && before.claim === claim ? '.2' : '';
  return `${type}-${claim}${second}.v${String(schema)}.json`;
}
