import { createHmac, timingSafeEqual } from 'node:crypto';
import { KeptKey } from '#engine/kept-key.js';
import { Problem } from '#kernel/problem.js';
import type { Book } from '../book.js';

/** Permanent: what the key of links is kept under, beside what is to leave the house. */
const KEY = 'unsubscribing';
/** Where links lead, below the address of the server. */
const PATH = '/v1/unsubscribe/';

type Kept = Pick<Book, 'outbox'>;

/** What is withdrawn by a link: that a customer agrees to be written to through a channel, or a kind of channels. */
export interface Withdrawn {
  readonly customer: string;
  readonly channel: string;
}

/** Where whoever gets a message says that there are to be no more: nobody else can make a link. Good for ever. */
export async function unsubscribeLink(
  book: Kept,
  publicUrl: string,
  { customer, channel }: Withdrawn,
): Promise<string> {
  const said = Buffer.from(JSON.stringify([customer, channel])).toString('base64url');
  return `${publicUrl}${PATH}${said}.${await signatureOf(book, said)}`;
}

/** What a link withdraws. @throws Problem `not-found` for one that this book did not make */
export async function withdrawnBy(book: Kept, token: string): Promise<Withdrawn> {
  const [said = '', signature = ''] = token.split('.');
  const [good, given] = [Buffer.from(await signatureOf(book, said)), Buffer.from(signature)];
  if (token.split('.').length !== 2 || good.length !== given.length || !timingSafeEqual(good, given))
    throw new Problem('not-found', 'there is no such link');
  const [customer, channel] = JSON.parse(Buffer.from(said, 'base64url').toString('utf8')) as [string, string];
  return { customer, channel };
}

/** Records that a customer wants no more. Said again nothing changes. @throws Problem `not-found` */
export async function unsubscribe(book: Book, token: string): Promise<{ readonly channel: string }> {
  const { customer: id, channel } = await withdrawnBy(book, token);
  await book.ledger.record('SetConsent', { id, channel, given: false, emitter: 'unsubscribe' });
  return { channel };
}

async function signatureOf({ outbox }: Kept, said: string): Promise<string> {
  const key = await new KeptKey(outbox, KEY).bytes();
  return createHmac('sha256', key).update(said).digest('base64url');
}
