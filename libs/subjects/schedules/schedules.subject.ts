import type { Reference } from '#ledger/named/named.commands.js';
import { namedSubject } from '../named.js';
import type { Schedule } from './schedule.js';
import { SCHEDULE } from './schedule.input.js';
import { withRuns } from './schedule.reads.js';

const NAMED = namedSubject({
  name: 'schedule',
  path: 'schedules',
  words: 'a scheduled report',
  content: SCHEDULE,
  scope: 'policy',
  refers: (content) => referredBy(content as object as Schedule),
  example: {
    id: 'monthly',
    content: {
      title: 'The month',
      dashboard: 'sales',
      every: 'month',
      at: '08:00',
      timeZone: 'Europe/Berlin',
      format: 'pdf',
      channels: ['desk'],
    },
  },
});

/** Reports that are made at times: what became of each is a run, see `reports`. */
export const SCHEDULES = { ...NAMED, reads: withRuns(NAMED.reads) };

function referredBy({ question, dashboard, channels }: Schedule): readonly Reference[] {
  return [
    ...(question === undefined ? [] : [{ to: 'question', id: question, field: 'question' }]),
    ...(dashboard === undefined ? [] : [{ to: 'dashboard', id: dashboard, field: 'dashboard' }]),
    ...channels.map((id, i) => ({ to: 'channel', id, field: `channels[${String(i)}]` })),
  ];
}
