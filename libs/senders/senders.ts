import type { Ways } from '#kernel/ways.js';
import type { Destinations } from './addresses.js';
import { sendChat } from './chat.js';
import { sendToFolder } from './folder.js';
import { sendMail, type MailSettings } from './mail.js';
import { answerTo } from './post.js';
import { sendWebhook } from './webhook.js';

/** What messages leave by. */
export interface Leaving {
  readonly destinations: Destinations;
  readonly clock: () => Date;
  readonly mail?: MailSettings;
  /** Below which folders of channels are. */
  readonly folder?: string;
}

/** The ways that lead out of the house. A setting that is missing is named when something is sent that needs it. */
export function waysOf({ destinations, clock, mail, folder }: Leaving, signal: AbortSignal): Omit<Ways, 'keep'> {
  return {
    signal,
    mail: async (to, outgoing) => {
      if (mail === undefined) throw new Error('mail cannot be sent: set TALLY_SMTP_URL and TALLY_MAIL_FROM');
      return sendMail(to, outgoing, mail, signal);
    },
    hook: (to, outgoing) => sendWebhook(to, outgoing, destinations, clock(), signal),
    chat: (to, outgoing) => sendChat(to, outgoing, destinations, signal),
    folder: async (path, outgoing) => {
      if (folder === undefined) throw new Error('files cannot be put down: set TALLY_OUTBOX_DIR');
      return sendToFolder(path, outgoing, folder);
    },
    post: async (posted) => {
      const { status, text } = await answerTo(posted, destinations, signal);
      return { status, text };
    },
  };
}
