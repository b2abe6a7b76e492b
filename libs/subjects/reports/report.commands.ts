import { aggregate } from '#ledger/aggregate.js';
import { claimOf } from '#ledger/command.js';
import type { CommandType, Desk } from '#ledger/command-type.js';
import { thingsOf } from '#ledger/named/named.commands.js';
import { namedTypes } from '#ledger/named/named.events.js';
import { reportDecider, type Due, type FailReport, type RunReport } from './report.decider.js';
import { REPORT_EVENTS, type ReportEvent, type ReportKept } from './report.events.js';

/** One stream for each schedule; permanent. Within it a period is claimed once. */
const REPORT = aggregate('report-', {
  decider: reportDecider,
  events: REPORT_EVENTS,
  said: ({ type, data }: ReportEvent) => ({ content: { type, ...data }, filled: [] }),
  claimsFirst: true,
  placed: ({ data }) => `period-${data.period}`,
});

const SCHEDULES = thingsOf({ name: 'schedule', types: namedTypes('Schedule') });

/** What is issued of a report, by the names of the commands. */
export type SaidOfReport = { readonly due: Due; readonly kept: ReportKept; readonly follows: string };
export type SaidOfFailure = { readonly due: Due; readonly reason: string };

/** What whoever makes reports records, and no caller can. */
export const BY_THE_REPORTER: Readonly<Record<string, Pick<CommandType, 'record'>>> = {
  RunReport: {
    record: (data, desk) => {
      const said = data as SaidOfReport;
      return recordAs(said, desk, (known) => ({ type: 'RunReport', ...said, ...known }));
    },
  },
  FailReport: {
    record: (data, desk) => {
      const said = data as SaidOfFailure;
      return recordAs(said, desk, (known) => ({ type: 'FailReport', ...said, ...known }));
    },
  },
};

/** Somebody may have retired the schedule meanwhile. */
async function recordAs(
  said: SaidOfReport | SaidOfFailure,
  { handler, reading }: Desk,
  commandOf: (known: { readonly at: string; readonly isThere: boolean }) => RunReport | FailReport,
) {
  const { schedule, period } = said.due;
  const { content } = await handler.stateOf(SCHEDULES, schedule);
  const command = commandOf({ at: reading.now, isThere: content !== undefined });
  const claim = claimOf(`period-${period}`, { type: command.type, schedule, period }, {});
  return handler.change(REPORT, schedule, command, claim);
}
