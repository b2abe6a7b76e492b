import type { RecordedEvent } from '#kernel/event.js';
import type { Facts } from '../facts.js';
import { LAST_RUNS, RUNS, type ReportTold } from './last-runs.js';
import type { ReportEvent } from './report.events.js';

type Recorded = RecordedEvent & ReportEvent;

/** A run as the read models have it: where its report is, which the journal keeps. */
export type KeptRun = ReportTold & { readonly schedule: string; readonly position: number };

/** Digits of a run in the id of its document. */
const DIGITS = 8;

/** Permanent: the id of a run's document; those of a schedule are in order. */
export function runId(schedule: string, run: number): string {
  return `${schedule}/${String(run).padStart(DIGITS, '0')}`;
}

/** Every run without its figures, and the last one of each schedule. */
export const reportFacts: Facts<Recorded> = {
  of: (event) => event as Recorded,
  fold: () => ({
    fold: async (events) => {
      const runs = events.map(keptRun);
      const last = new Map(runs.map((run) => [run.schedule, run]));
      return {
        facts: [],
        documents: [
          ...runs.map((body) => {
            const { schedule, run } = body;
            return { collection: RUNS, document: { id: runId(schedule, run), fields: { schedule }, body } };
          }),
          ...[...last.values()].map(({ schedule, position: _position, ...body }) => {
            return { collection: LAST_RUNS, document: { id: schedule, fields: {}, body } };
          }),
        ],
      };
    },
    reset: () => undefined,
  }),
};

function keptRun({ type, data, recordedAt: ranAt, position }: Recorded): KeptRun {
  const { schedule, run, period, from, to, dueAt, madeUp } = data;
  const told = { schedule, run, period, from, to, dueAt, ranAt, madeUp, position };
  return type === 'ReportRun' ? { ...told, state: 'reported' } : { ...told, state: 'failed', reason: data.reason };
}
