import { contentHash } from '#kernel/canonical.js';
import type { NewDelivery } from '#kernel/delivery.js';
import type { RecordedEvent } from '#kernel/event.js';
import { toChannel } from '../channels/channel.delivery.js';
import type { BookReaction } from '../reactions.js';
import type { AlertFired, Fired } from './firing.events.js';

/** Tells the channels of an alert that it fired: after the firing is recorded, so that nobody hears of one that is not. */
export const TELLING: BookReaction = {
  name: 'firing.messages',
  follows: 'events',
  reads: new Set<AlertFired['type']>(['AlertFired']),
  react: async ({ events }) =>
    events
      .filter((event): event is RecordedEvent & AlertFired => event.type === 'AlertFired')
      .flatMap(({ data }) => messagesOf(data).map((delivery) => ({ delivery }))),
};

/** A message for each channel of a firing, named after its occasion: whoever sends it, and however often, receivers know it again. */
export function messagesOf(fired: Fired): readonly NewDelivery[] {
  const { alert, part, occasion } = fired;
  const id = `alert-${contentHash([alert, part, occasion])}`;
  return fired.channels.map((channel, i) => messageTo(channel, `${id}.${String(i)}`, fired));
}

function messageTo(channel: string, id: string, data: Fired): NewDelivery {
  const { alert, part, value, threshold, window, firedFor, title, severity } = data;
  const days = window.from === window.to ? window.from : `${window.from} to ${window.to}`;
  return toChannel({
    id,
    channel,
    subject: 'alert',
    title: part === '' ? title : `${title}: ${part}`,
    text: `${severity}: ${String(value ?? 'no figure')} against ${threshold}, of ${days}, judged for ${firedFor}.`,
    data,
    link: `/v1/alerts/${encodeURIComponent(alert)}`,
  });
}
