import { Type } from 'typebox';
import { FIGURE, QUERY_ANSWER } from '#figures/figure.answers.js';
import { byName, closed, named, NEXT, nullable, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { CHART, QUESTION } from '../questions/question.input.js';
import { RUN_TOLD } from './last-runs.js';

/** What questions about runs of schedules are answered with. */

export const RUN_LIST = named(
  'ReportRunList',
  'What became of a schedule each time it was due, the newest first, a page of it',
  {
    schedule: text('its id'),
    runs: Type.Array(closed({ ...RUN_TOLD, position: POSITION })),
    next: NEXT,
  },
);

const CHANGE = closed({
  title: text('of which figure'),
  column: QUERY_ANSWER.properties.columns.items,
  before: FIGURE,
  after: FIGURE,
});

const PART = closed({
  title: text('of the question'),
  chart: CHART,
  question: QUESTION,
  answer: QUERY_ANSWER,
  meanings: byName(Type.String(), 'what its metrics mean'),
  rows: Type.Optional(Type.Integer({ description: 'how many rows the answer had, where not all of them are kept' })),
});

export const REPORT = named('ScheduleReport', 'What a run of a schedule reported, as it stays for ever', {
  schedule: text('its id'),
  ...RUN_TOLD,
  title: text('of the schedule'),
  question: Type.Optional(text('the id of the saved question')),
  dashboard: Type.Optional(text('the id of the dashboard')),
  format: oneOf(['html', 'pdf', 'xlsx', 'csv'], 'of the file'),
  language: oneOf(['en', 'zh'], 'that it speaks'),
  position: nullable(POSITION, 'up to where the figures cover the log'),
  definitions: byName(Type.String(), 'what the figures were made under'),
  digest: text('of all figures: equal figures have equal digests'),
  notes: Type.Array(Type.String(), { description: 'what else is to be said' }),
  changes: Type.Array(CHANGE, { description: 'figures of the period before that are not what its report said' }),
  parts: Type.Array(PART),
});
export type ReportShown = Told<typeof REPORT>;
