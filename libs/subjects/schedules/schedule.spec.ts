import { beforeEach, describe, expect, it } from '@jest/globals';
import { Desk } from '#testing/desk.js';

const WHOLE = {
  id: 'monthly',
  title: 'The month',
  question: 'q',
  every: 'month',
  at: '08:00',
  format: 'pdf',
  channels: ['desk'],
};

describe('what is said of a schedule', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = new Desk();
    await desk.record('SetQuestion', {
      id: 'q',
      title: 'Q',
      question: { metrics: ['orders'] },
      chart: { kind: 'kpi' },
    });
    await desk.record('SetChannel', { id: 'desk', kind: 'inbox' });
  });

  it('is kept whole, in the time zone of the book and in English unless it says otherwise', async () => {
    await desk.record('SetSchedule', WHOLE);
    const { id, ...said } = WHOLE;
    const content = { ...said, timeZone: 'Europe/Berlin', language: 'en' };
    expect((await desk.lastEvent())?.data).toEqual({ id, version: 1, content });
  });

  it.each<[string, object, readonly string[]]>([
    ['both a question and a dashboard', { dashboard: 'd' }, ['dashboard']],
    ['neither', { question: undefined }, ['question']],
    ['both every and cron', { cron: '0 8 * * 1' }, ['cron', 'at']],
    ['neither every nor cron', { every: undefined }, ['every']],
    ['a period that there is not', { every: 'hour' }, ['every']],
    ['no time of day', { at: undefined }, ['at']],
    ['a wrong time of day', { at: '24:00' }, ['at']],
    ['a wrong zone', { timeZone: 'Mars/Base' }, ['timeZone']],
    ['a wrong form', { format: 'docx' }, ['format']],
    ['a wrong language', { language: 'de' }, ['language']],
    ['no channels', { channels: undefined }, ['channels']],
    ['channels that are no list', { channels: 'desk' }, ['channels']],
    ['a question that there is not', { question: 'gone' }, ['question']],
    ['a dashboard that there is not', { question: undefined, dashboard: 'gone' }, ['dashboard']],
    ['a channel that there is not', { channels: ['desk', 'gone'] }, ['channels[1]']],
    ['no title', { title: '' }, ['title']],
    ['a field that there is not', { colour: 'red' }, ['colour']],
  ])('is refused with %s', async (_what, more, fields) => {
    expect(await desk.wrongFields('SetSchedule', { ...WHOLE, ...more })).toEqual(fields);
  });

  it.each(['* * * *', '60 8 * * *', '0 8 30 2 *', 'every day', '0 0 8 * * 1', ''])(
    'is refused with the cron expression "%s"',
    async (cron) => {
      const { every: _every, at: _at, ...rest } = WHOLE;
      expect(await desk.wrongFields('SetSchedule', { ...rest, cron })).toEqual(['cron']);
    },
  );

  it('takes a cron expression in place of every and at', async () => {
    const { every: _every, at: _at, ...rest } = WHOLE;
    expect(await desk.record('SetSchedule', { ...rest, cron: '0 8 * * 1', timeZone: 'Asia/Kolkata' })).toMatchObject({
      duplicate: false,
    });
  });
});
