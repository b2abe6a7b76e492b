import { describe, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import { reportDecider, type Due, type FailReport, type RunReport } from './report.decider.js';
import type { ReportEvent, ReportKept } from './report.events.js';

const at = '2024-03-01T07:00:01.000Z';
const due = (period: string): Due => ({
  schedule: 'monthly',
  period,
  from: `${period}-01`,
  to: `${period}-28`,
  dueAt: at,
  madeUp: false,
  title: 'The month',
  language: 'en',
  channels: ['desk'],
});
const kept = (digest: string): ReportKept => {
  const figures = { notes: [], changes: [], parts: [] };
  return { question: 'q', format: 'pdf', position: 7, definitions: {}, digest, ...figures };
};
const runs = (period: string, digest: string, follows = ''): RunReport => {
  return { type: 'RunReport', at, isThere: true, due: due(period), kept: kept(digest), follows };
};
const fails = (period: string): FailReport => {
  return { type: 'FailReport', at, isThere: true, due: due(period), reason: 'there is no question q' };
};
const common = { schema: 1, occurredAt: at, key: 'report-monthly' } as const;
const ran = (period: string, run: number, digest: string): ReportEvent => {
  return { type: 'ReportRun', ...common, data: { ...due(period), run, ...kept(digest) } };
};
const failed = (period: string, run: number): ReportEvent => {
  return { type: 'ReportFailed', ...common, data: { ...due(period), run, reason: 'there is no question q' } };
};

describe('the reports of a schedule', () => {
  it('are counted, one for each period', () => {
    given(reportDecider)
      .when(runs('2024-01', 'a'))
      .yields(ran('2024-01', 1, 'a'));
    given(reportDecider, ran('2024-01', 1, 'a'))
      .when(runs('2024-02', 'b', 'a'))
      .yields(ran('2024-02', 2, 'b'));
  });

  it('are there once for ever, also where the figures would say something else by now', () => {
    given(reportDecider, ran('2024-01', 1, 'a'))
      .when(runs('2024-01', 'c', 'a'))
      .yields();
    given(reportDecider, ran('2024-01', 1, 'a'), ran('2024-02', 2, 'b'))
      .when(runs('2024-01', 'a'))
      .yields();
    given(reportDecider, ran('2024-01', 1, 'a'))
      .when(fails('2024-01'))
      .yields();
  });

  it('that were compared with another one than the last are made anew', () => {
    given(reportDecider, ran('2024-01', 1, 'a'))
      .when(runs('2024-02', 'b', 'other'))
      .yields();
    given(reportDecider)
      .when(runs('2024-02', 'b', 'a'))
      .yields();
  });

  it('say where there is none, and go on with the next period after what was reported last', () => {
    given(reportDecider, ran('2024-01', 1, 'a'))
      .when(fails('2024-02'))
      .yields(failed('2024-02', 2));
    given(reportDecider, ran('2024-01', 1, 'a'), failed('2024-02', 2))
      .when(runs('2024-03', 'c', 'a'))
      .yields(ran('2024-03', 3, 'c'));
    given(reportDecider, failed('2024-02', 1)).when(runs('2024-02', 'b')).yields();
  });

  it('of a schedule that was retired meanwhile are none', () => {
    given(reportDecider)
      .when({ ...runs('2024-01', 'a'), isThere: false })
      .yields();
    given(reportDecider)
      .when({ ...fails('2024-01'), isThere: false })
      .yields();
  });
});
