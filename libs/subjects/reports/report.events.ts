import type { EventType, EventTypes } from '#kernel/event-type.js';
import type { EventOf, Json, NewEvent } from '#kernel/event.js';
import { needText } from '#kernel/shape.js';

/** One time that a schedule was due: runs of a schedule are counted from 1, and one of a period is there once for ever. */
export type Occasion = {
  readonly schedule: string;
  readonly run: number;
  /** As it is called: `2024-02`, `2024-W07`, `FY2024-Q1`, `2024-02-05..2024-02-09`. */
  readonly period: string;
  /** Its first and last date, both included; figures are as of the last. */
  readonly from: string;
  readonly to: string;
  /** RFC 3339 in UTC. */
  readonly dueAt: string;
  /** Whether it was late: not made in time. */
  readonly madeUp: boolean;
  /** What is told to whom. */
  readonly title: string;
  readonly language: 'en' | 'zh';
  readonly channels: readonly string[];
};

/** What a report says: all it takes to draw it again to the same bytes, whatever is known by then. */
export type ReportKept = {
  /** What was reported: the id of a saved question, or of a dashboard. */
  readonly question?: string;
  readonly dashboard?: string;
  readonly format: 'html' | 'pdf' | 'xlsx' | 'csv';
  /** Up to where the figures covered the log: all of it counts, as of the last date. */
  readonly position: number;
  /** What the figures were made under, by name; metrics that callers defined with their versions. */
  readonly definitions: { readonly [name: string]: string };
  /** Of all figures: equal figures have equal digests. */
  readonly digest: string;
  /** Sentences above everything else, in the language of the report. */
  readonly notes: readonly string[];
  readonly changes: readonly ChangeKept[];
  readonly parts: readonly PartKept[];
};

/** An answer as it was given, or its first rows where it was larger than a report can keep. */
export type PartKept = {
  readonly title: string;
  readonly chart: { readonly [setting: string]: Json };
  /** As it was asked. */
  readonly question: { readonly [part: string]: Json };
  /** Of `POST /v1/query`. */
  readonly answer: { readonly [part: string]: Json };
  /** What its metrics mean, by name. */
  readonly meanings: { readonly [metric: string]: string };
  /** How many rows the answer had; as many as are kept where absent. */
  readonly rows?: number;
};

/** A figure of the period before that is not what the run of then said. */
export type ChangeKept = {
  readonly title: string;
  readonly column: { readonly [part: string]: Json };
  readonly before: string | number | null;
  readonly after: string | number | null;
};

export type ReportRun = EventOf<'ReportRun', Occasion & ReportKept>;
/** Nothing could be reported of a period; the next one is tried again. */
export type ReportFailed = EventOf<'ReportFailed', Occasion & { readonly reason: string }>;
export type ReportEvent = ReportRun | ReportFailed;

const TYPE: EventType = { schema: 1, isSetting: true, check: checkShape };

export const REPORT_EVENTS: EventTypes = { ReportRun: TYPE, ReportFailed: TYPE };

function checkShape({ type, data }: NewEvent): void {
  needText(data, 'schedule', 'period', 'from', 'to', 'dueAt', 'title');
  if (!Number.isSafeInteger(data['run']) || Number(data['run']) < 1)
    throw new Error('run must be a whole number from 1');
  if (!Array.isArray(data['channels'])) throw new Error('channels must be a list');
  if (type === 'ReportFailed') needText(data, 'reason');
  else if (!Array.isArray(data['parts'])) throw new Error('parts must be a list');
}
