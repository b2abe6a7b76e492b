import { describe, expect, it } from '@jest/globals';
import type { Schedule, SetSchedule } from '#client/index.js';
import { newSchedule, scheduleDraftOf, scheduleOf } from './schedule-draft.js';

describe('a schedule in a form', () => {
  const common = { title: 'Monthly', timeZone: 'Europe/Berlin', channels: ['desk'], language: 'zh' } as const;
  it.each<SetSchedule>([
    { ...common, question: 'revenue', every: 'month', at: '08:00', format: 'pdf' },
    { ...common, dashboard: 'sales', every: 'fiscal-quarter', at: '23:59', format: 'xlsx' },
    { ...common, dashboard: 'sales', cron: '0 6 1 * *', format: 'csv' },
  ])('comes out as it went in: %j', (said) => {
    const head = { id: 's', version: 1, position: '1', recordedAt: '2024-01-01T00:00:00.000Z', nextAt: null };
    const shown: Schedule = { ...head, ...said };
    expect(scheduleOf(scheduleDraftOf(shown))).toEqual(said);
  });

  it('says the time zone only where somebody has filled it in: the book has one', () => {
    const draft = { ...newSchedule('en'), title: 'Weekly', which: 'revenue' };
    expect(scheduleOf(draft)).not.toHaveProperty('timeZone');
    expect(scheduleOf({ ...draft, timeZone: 'UTC' })).toHaveProperty('timeZone', 'UTC');
  });
});
