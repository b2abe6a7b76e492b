import type { Subject } from '../subject.js';
import { LAST_RUNS, RUNS } from './last-runs.js';
import { BY_THE_REPORTER } from './report.commands.js';
import { REPORT_EVENTS } from './report.events.js';
import { reportFacts } from './report.facts.js';
import { SENDING } from './report.messages.js';
import { REPORTING } from './report.reactions.js';
import { REPORT_READS } from './report.reads.js';

/** What becomes of schedules: one report for each period, once for ever, which stays as it was. */
export const REPORTS: Subject = {
  name: 'report',
  events: REPORT_EVENTS,
  ownCommands: BY_THE_REPORTER,
  collections: [
    /** One per run, its id in the order of a schedule's runs. */
    { name: RUNS, fields: ['schedule'] },
    /** One per schedule that had a run. */
    { name: LAST_RUNS, fields: [] },
  ],
  facts: reportFacts,
  reads: REPORT_READS,
  reactions: [SENDING],
  scheduled: [REPORTING],
};
