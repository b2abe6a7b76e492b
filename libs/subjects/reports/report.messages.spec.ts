import { expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel/event.js';
import { KEPT_REPORT } from '#testing/a-kept-report.js';
import { Desk } from '#testing/desk.js';
import { stillGround } from '#testing/still-ground.js';
import type { ChannelBody } from '../channels/channel.delivery.js';
import { SENDING } from './report.messages.js';

it.each(['𠮷'.repeat(200), `a${'𠮷'.repeat(199)}`])(
  'leaves a report in an inbox whatever its schedule is called: %s',
  async (title) => {
    const { due, kept } = KEPT_REPORT;
    const data = { ...due, ...kept, run: 1, title, channels: ['desk'] };
    const ran = { type: 'ReportRun', id: 'r', data } as object as RecordedEvent;
    const ground = stillGround({ now: Desk.NOW, figure: () => '2' });
    const [told] = await SENDING.react({ after: 0, to: 1, upTo: 1, came: [ran], events: [ran] }, ground);
    if (told === undefined || !('delivery' in told)) throw new Error('nobody is told');
    const { id, channel, subject, body } = told.delivery;
    const { title: said, text, link } = body as object as ChannelBody;
    expect(await new Desk().record('KeepMessage', { id, channel, subject, title: said, text, link })).toMatchObject({
      duplicate: false,
    });
  },
);
