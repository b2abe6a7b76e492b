import type { Channel } from '#kernel/channel.js';
import type { Message } from '#kernel/message.js';
import { Problem } from '#kernel/problem.js';
import { namedTypes, type NamedEvent } from '#ledger/named/named.events.js';
import { isAgreed, isOfHouse } from '#subjects/automations/agreed.js';
import type { Automation } from '#subjects/automations/automation.js';
import type { MessageBody } from '#subjects/automations/doing/to-customer.js';
import type { Action } from '#subjects/automations/doing/doings.js';
import { letterValues } from '#subjects/automations/letter-names.js';
import { quietUntil } from '#subjects/automations/quiet-hours.js';
import type { Value } from '#subjects/automations/templates.js';
import { keptHistories } from '#subjects/customers/merging/kept-histories.js';
import { newHistory } from '#subjects/customers/timeline/history.js';
import { CustomerOn } from '#subjects/segments/customer-on.js';
import type { Book } from '../book.js';
import { groundOf } from '../ground.js';
import { letterTo, toldProgram, type Reached, type Writing } from './letter-words.js';
import { unsubscribeLink } from './unsubscribing.js';

/** Permanent: what the streams of automations are called. */
const AUTOMATION_STREAM = 'automation-';
const TYPES = namedTypes('Automation');

/** What is known of a person: read when a message is sent, and kept nowhere. */
interface Person extends Reached {
  readonly consent?: Readonly<Record<string, boolean>>;
  readonly erased?: object;
}

/** A message as it leaves, to whom by mail; why it does not, which nothing that is tried again would change; or when it may. */
export type Letter =
  { readonly message: Message; readonly to?: string } | { readonly not: string } | { readonly later: string };

/**
 * What an automation writes to a customer, as the customer is known now: who was erased meanwhile, or agrees no more, gets nothing.
 * @throws Error where it cannot be said yet
 */
export async function customerLetter(
  book: Book,
  body: MessageBody,
  { name, kind, publicUrl }: { readonly name: string; readonly kind: Channel['kind']; readonly publicUrl?: string },
): Promise<Letter> {
  const { automation, customer } = body;
  const person = await personNow(book, customer);
  if (person === undefined || person.erased !== undefined) return { not: 'nothing is known of the customer any more' };
  if (!isAgreed(name, kind, new Map(Object.entries(person.consent ?? {}))))
    return { not: 'the customer does not agree to it any more' };
  if (kind === 'mail' && person.email === undefined) return { not: 'the customer has no e-mail address' };
  if (kind === 'mail' && publicUrl === undefined)
    throw new Error('mail to customers cannot be sent: set TALLY_PUBLIC_URL, where its link to unsubscribe leads');
  const { title, said, quietHours } = await saidBy(book, body);
  const later = isOfHouse(kind) ? undefined : quietEnd(book, quietHours);
  if (later !== undefined) return { later };
  const withdrawing = { customer, channel: kind };
  const link = publicUrl === undefined || isOfHouse(kind) ? null : await unsubscribeLink(book, publicUrl, withdrawing);
  // What stays in the house stays there when the person is forgotten: it says who by the id.
  const called = isOfHouse(kind) ? customer : (person.name ?? null);
  const values = await valuesOf(book, customer, { name: called, unsubscribe: link });
  const about = { automation, version: body.version, customer, occasion: body.occasion };
  const message = wordsOf(said, { title, kind, about, link, person, values }, name);
  return { message, ...(kind === 'mail' && person.email !== undefined && { to: person.email }) };
}

/** @throws Error where a channel cannot take it */
function wordsOf({ message, webhook }: Action, writing: Writing, channel: string): Message {
  if (webhook !== undefined) {
    if (writing.kind === 'webhook') return toldProgram(webhook, writing);
    throw new Error(`the channel ${channel} leads to no program: it is no webhook`);
  }
  if (message !== undefined) return letterTo(message, writing);
  throw new Error(`${writing.about.automation} has no such message`);
}

/** Undefined where nobody is registered by that id. What was said a moment ago counts. */
async function personNow(book: Book, customer: string): Promise<Person | undefined> {
  const ground = groundOf(book);
  await ground.settled();
  try {
    return (await ground.read('showCustomer', customer)) as Person;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-found') return undefined;
    throw error;
  }
}

function valuesOf(
  { models, calendar, clock }: Book,
  customer: string,
  beside: Parameters<typeof letterValues>[1],
): Promise<Readonly<Record<string, Value>>> {
  const day = calendar.dayOf(clock().toISOString());
  return models.use(undefined, async ({ views, policies }) => {
    const history = (await keptHistories([customer], views)).get(customer) ?? newHistory(customer);
    const seen = new CustomerOn(history, policies, day);
    if (!seen.moveTo(day)) throw new Error(`the customer ${customer} is not there today`);
    return letterValues(seen, beside);
  });
}

/** As the version has it that decided, whatever it is by now. */
async function saidBy({ log }: Book, { automation, version, action }: MessageBody) {
  const events = await log.readStream(AUTOMATION_STREAM + automation);
  const event = events.find(({ type, data }) => type === TYPES.set && data['version'] === version);
  const content = (event?.data as NamedEvent['data'] | undefined)?.content as Automation | undefined;
  const said = content?.do[action];
  if (content === undefined || said === undefined) throw new Error(`${automation} has no such message`);
  return { title: content.title, said, quietHours: content.quietHours };
}

/** When the quiet hours are over that it is in; undefined where it is in none. */
function quietEnd({ clock, calendar }: Book, hours: Automation['quietHours']): string | undefined {
  const until = hours === undefined ? undefined : quietUntil(hours, calendar.zone, clock().getTime());
  return until === undefined ? undefined : new Date(until).toISOString();
}
