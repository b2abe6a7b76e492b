import type { Channel, InboxChannel } from '#kernel/channel.js';
import type { Outgoing } from '#kernel/message.js';
import type { Destinations } from './addresses.js';
import { sendChat } from './chat.js';
import { sendToFolder } from './folder.js';
import { sendMail, type MailSettings } from './mail.js';
import { sendWebhook } from './webhook.js';

/** What messages leave by. */
export interface Ways {
  readonly destinations: Destinations;
  readonly clock: () => Date;
  readonly mail?: MailSettings;
  /** Below which folders of channels are. */
  readonly folder?: string;
}

/** Brings a message to a channel that leads out of the house. @returns what is to be noted of it @throws Error saying what is wrong, a missing setting by its name */
export async function sendTo(
  channel: Exclude<Channel, InboxChannel>,
  outgoing: Outgoing,
  { destinations, clock, mail, folder }: Ways,
  signal: AbortSignal,
): Promise<unknown> {
  switch (channel.kind) {
    case 'mail':
      if (mail === undefined) throw new Error('mail cannot be sent: set TALLY_SMTP_URL and TALLY_MAIL_FROM');
      return sendMail(channel, outgoing, mail, signal);
    case 'webhook':
      return sendWebhook(channel, outgoing, destinations, clock(), signal);
    case 'chat':
      return sendChat(channel, outgoing, destinations, signal);
    case 'folder':
      if (folder === undefined) throw new Error('files cannot be put down: set TALLY_OUTBOX_DIR');
      return sendToFolder(channel, outgoing, folder);
  }
}
