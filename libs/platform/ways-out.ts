import type { Channel, InboxChannel } from '#kernel/channel.js';
import type { Outgoing as Message } from '#kernel/message.js';
import { Destinations } from '#senders/addresses.js';
import { sendTo } from '#senders/senders.js';
import type { Outgoing } from './outgoing-settings.js';

/** Brings a message to a channel that leads out of the house. @returns what is to be noted of it @throws Error saying what is wrong */
export type WayOut = (
  channel: Exclude<Channel, InboxChannel>,
  outgoing: Message,
  signal: AbortSignal,
) => Promise<unknown>;

/** The ways there are by the settings. @param clock what is sent is dated by */
export function waysOut({ mail, folder, allowed }: Outgoing, clock: () => Date): WayOut {
  const ways = {
    destinations: new Destinations(allowed),
    clock,
    ...(mail && { mail }),
    ...(folder !== undefined && { folder }),
  };
  return (channel, outgoing, signal) => sendTo(channel, outgoing, ways, signal);
}
