import type { Json } from '#kernel/event.js';
import type { NewDelivery } from '#kernel/delivery.js';

/** Permanent: the kinds of deliveries that go through a channel. A test goes through one that is paused, too. */
export const CHANNEL_DELIVERY = 'channel';
export const CHANNEL_TEST = 'channel-test';

/** What a delivery through a channel says: texts for people, data for programs. */
export interface ChannelBody {
  readonly title: string;
  readonly text: string;
  readonly data: Json;
  /** Where there is more of it, below the address of the server. */
  readonly link?: string;
  /** A run of a schedule, whose report goes with it: as a page, as a file and as data, whatever the channel takes. */
  readonly report?: { readonly schedule: string; readonly run: number };
}

export interface ToChannel extends ChannelBody {
  /** Made from the occasion, see `NewDelivery`. */
  readonly id: string;
  readonly channel: string;
  /** What it is about, such as `report`. */
  readonly subject: string;
}

/** A delivery through a channel, whatever that is when it is sent. */
export function toChannel({ id, channel, subject, ...body }: ToChannel, kind = CHANNEL_DELIVERY): NewDelivery {
  return { id, kind, channel, subject, body: body as object as Json };
}
