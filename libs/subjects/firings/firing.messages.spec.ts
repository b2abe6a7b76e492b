import { expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel/event.js';
import { Desk } from '#testing/desk.js';
import { stillGround } from '#testing/still-ground.js';
import type { ChannelBody } from '../channels/channel.delivery.js';
import { TELLING } from './firing.messages.js';

it('tells in an inbox of an alert whatever that and its parts are called', async () => {
  const longest = '销'.repeat(200);
  const window = { from: '2024-03-01', to: '2024-03-31' };
  const what = { value: '2', threshold: '1', window, firedFor: '2024-03-31', severity: 'warning' };
  const data = { ...what, alert: longest, part: longest, occasion: 1, title: longest, channels: ['desk'] };
  const fired = { type: 'AlertFired', id: 'f', data } as object as RecordedEvent;
  const ground = stillGround({ now: Desk.NOW, figure: () => '2' });
  const [told] = await TELLING.react({ after: 0, to: 1, upTo: 1, came: [fired], events: [fired] }, ground);
  if (told === undefined || !('delivery' in told)) throw new Error('nobody is told');
  const { id, channel, subject, body } = told.delivery;
  const { title, text, link } = body as object as ChannelBody;
  const desk = new Desk();
  expect(await desk.record('KeepMessage', { id, channel, subject, title, text, link })).toMatchObject({
    duplicate: false,
  });
  expect((await desk.lastEvent())?.data).toMatchObject({ title: `${longest}: ${longest}`, link });
});
