import type { NewEvent } from '#kernel/event.js';
import { unknownShape } from '#kernel/event-type.js';
import {
  RETAINED,
  RETENTION_EVENTS,
  type RetentionContent,
  type RetentionPolicyPublished,
} from './retention.events.js';

/** Of whom, after how many days. */
export type RetentionRule = Pick<RetentionContent, 'of' | 'afterDays'>;

/** The rules that hold on a day, one at most of the same customers: that of the last date, of two of one date the one published last. */
export function rulesOn(published: readonly NewEvent[], day: string): readonly RetentionRule[] {
  const known = published.filter(
    (event): event is RetentionPolicyPublished =>
      unknownShape(RETENTION_EVENTS, event.type, event.schema) === undefined,
  );
  return RETAINED.flatMap((of) => {
    const begun = known.map(({ data }) => data).filter((data) => data.of === of && data.from <= day);
    const last = begun.reduce<RetentionContent | undefined>(
      (found, data) => (found === undefined || data.from >= found.from ? data : found),
      undefined,
    );
    return last === undefined ? [] : [{ of, afterDays: last.afterDays }];
  });
}
