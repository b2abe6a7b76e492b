import { createHash } from 'node:crypto';
import type { MessagePart, Outgoing } from '#kernel/message.js';

/** How mail leaves. */
export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://…`. */
  readonly url: string;
  readonly from: string;
}

/** Milliseconds to reach the server, and for each of its answers. */
const PATIENCE = 10_000;

/**
 * Sends one mail to all addresses of a channel. Its Message-ID is made from the delivery's id, so that a mail client shows what was sent
 * again once.
 * @returns which addresses the server refused while it took the mail for others: sent again, it would reach those twice
 * @throws Error with what the server said, where it took it for none
 */
export async function sendMail(
  to: readonly string[],
  { id, message }: Outgoing,
  { url, from }: MailSettings,
  signal: AbortSignal,
): Promise<string | undefined> {
  // Few books send any mail, and every start would wait for it.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    // What a mail says is handed over, never fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const giveUp = (): void => transport.close();
  signal.addEventListener('abort', giveUp);
  try {
    const { rejectedErrors = [] } = await transport.sendMail({
      from,
      to: [...to],
      messageId: messageId(id, from),
      subject: message.title,
      text: message.text,
      ...(message.html !== undefined && { html: message.html }),
      ...(message.unsubscribe !== undefined && unsubscribing(message.unsubscribe)),
      attachments: [
        ...(message.images ?? []).map((image) => ({ ...attached(image), cid: image.name })),
        ...(message.files ?? []).map(attached),
      ],
    });
    if (rejectedErrors.length === 0) return undefined;
    return `not taken for some addresses: ${rejectedErrors.map(({ message: why }) => why).join('; ')}`;
  } finally {
    signal.removeEventListener('abort', giveUp);
    transport.close();
  }
}

/** The headers of RFC 2369 and RFC 8058. */
function unsubscribing(url: string) {
  return { headers: { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } };
}

function attached({ name, type, content }: MessagePart) {
  return { filename: name, contentType: type, content: Buffer.from(content) };
}

/** Ids may have letters that no mail header takes. */
function messageId(id: string, from: string): string {
  const name = createHash('sha256').update(id).digest('hex').slice(0, 32);
  const [, domain = 'localhost'] = /@([\w.-]+)>?\s*$/.exec(from) ?? [];
  return `<${name}@${domain}>`;
}
