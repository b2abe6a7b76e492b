import type { Decider } from '#kernel/decider.js';
import type { Occasion, ReportEvent, ReportKept } from './report.events.js';

/** What has become of a schedule. */
export interface Reports {
  readonly runs: number;
  /** The periods that have a run, failed ones among them. */
  readonly periods: ReadonlySet<string>;
  /** The digest of the last report; empty before any. */
  readonly digest: string;
}

/** What is said of an occasion; which of its runs it is follows from those before. */
export type Due = Omit<Occasion, 'run'>;

export interface RunReport {
  readonly type: 'RunReport';
  readonly at: string;
  /** Whether the schedule is there. */
  readonly isThere: boolean;
  readonly due: Due;
  readonly kept: ReportKept;
  /** The digest of the report that it was compared with; empty where there was none. */
  readonly follows: string;
}

export interface FailReport {
  readonly type: 'FailReport';
  readonly at: string;
  readonly isThere: boolean;
  readonly due: Due;
  readonly reason: string;
}

/**
 * A period of a schedule is reported once, whoever does, and however often. A report that was compared with another one than the last is
 * none: somebody else was first, and what follows his has to be seen anew.
 */
export const reportDecider: Decider<Reports, RunReport | FailReport, ReportEvent> = {
  initial: { runs: 0, periods: new Set(), digest: '' },

  evolve({ runs, periods, digest }, event) {
    const known = { runs: runs + 1, periods: new Set([...periods, event.data.period]) };
    switch (event.type) {
      case 'ReportRun':
        return { ...known, digest: event.data.digest };
      case 'ReportFailed':
        return { ...known, digest };
    }
  },

  decide(command, { runs, periods, digest }) {
    const { at, due, isThere } = command;
    if (!isThere || periods.has(due.period)) return [];
    const common = { schema: 1, occurredAt: at, key: `report-${due.schedule}` } as const;
    const occasion = { ...due, run: runs + 1 };
    switch (command.type) {
      case 'RunReport':
        if (command.follows !== digest) return [];
        return [{ type: 'ReportRun', ...common, data: { ...occasion, ...command.kept } }];
      case 'FailReport':
        return [{ type: 'ReportFailed', ...common, data: { ...occasion, reason: command.reason } }];
    }
  },
};
