import type { NewDelivery } from '#kernel/delivery.js';
import type { RecordedEvent } from '#kernel/event.js';
import { toChannel } from '../channels/channel.delivery.js';
import type { BookReaction } from '../reactions.js';
import type { AlertFired } from './firing.events.js';

/** Tells the channels of an alert that it fired: after the firing is recorded, so that nobody hears of one that is not. */
export const TELLING: BookReaction = {
  name: 'firing.messages',
  follows: 'events',
  react: async ({ events }) =>
    events
      .filter((event): event is RecordedEvent & AlertFired => event.type === 'AlertFired')
      .flatMap((event) => event.data.channels.map((channel, i) => ({ delivery: messageTo(channel, i, event) }))),
};

/** Named after the event of the firing: whoever sends it, and however often, receivers know it again. */
function messageTo(channel: string, place: number, { id, data }: RecordedEvent & AlertFired): NewDelivery {
  const { alert, part, value, threshold, window, firedFor, title, severity } = data;
  const days = window.from === window.to ? window.from : `${window.from} to ${window.to}`;
  return toChannel({
    id: `${id}.${String(place)}`,
    channel,
    subject: 'alert',
    title: part === '' ? title : `${title}: ${part}`,
    text: `${severity}: ${String(value ?? 'no figure')} against ${threshold}, of ${days}, judged for ${firedFor}.`,
    data,
    link: `/v1/alerts/${encodeURIComponent(alert)}`,
  });
}
