import type { Channel } from '#kernel/channel.js';
import type { Json } from '#kernel/event.js';
import type { Message } from '#kernel/message.js';
import type { Decision } from '#subjects/automations/doing/doing.js';
import type { Action } from '#subjects/automations/doing/doings.js';
import { filledIn, type Value } from '#subjects/automations/templates.js';

/** Characters of a subject. */
const SUBJECT = 200;

/** How a person is called and reached. */
export interface Reached {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** What a message is written with. */
export interface Writing {
  /** Of the automation. */
  readonly title: string;
  readonly kind: Channel['kind'];
  readonly about: Decision;
  /** By which there are no more. */
  readonly link: string | null;
  readonly person: Reached;
  /** What templates name. */
  readonly values: Readonly<Record<string, Value>>;
}

type Said<Name extends 'message' | 'webhook'> = NonNullable<Action[Name]>;

/** A message to the customer. @throws Error where a template takes more than it may */
export function letterTo(said: Said<'message'>, { title, kind, about, link, person, values }: Writing): Message {
  const text = filledIn(said.template, values, kind === 'chat' ? 'markdown' : 'text').trim();
  const heading = inLine(filledIn(said.subject ?? '', values, 'text'));
  const namesLink = /\bunsubscribe\b/.test(said.template);
  const closing = kind === 'mail' && !namesLink ? `\n\n-- \nUnsubscribe: ${String(link)}` : '';
  const addresses = { name: person.name, email: person.email, phone: person.phone, unsubscribe: link ?? undefined };
  const data = JSON.parse(JSON.stringify({ ...about, text, ...(kind === 'webhook' && addresses) })) as Json;
  return {
    title: heading === '' ? title : heading,
    text: `${text === '' ? title : text}${closing}`,
    data,
    ...(kind === 'mail' && link !== null && { unsubscribe: link }),
  };
}

/** What a program is told: nothing of a person but what is named. @throws Error where a template takes more than it may */
export function toldProgram({ body = {} }: Said<'webhook'>, { title, about, person, values }: Writing): Message {
  const { email = null, phone = null } = person;
  const known = { ...values, email, phone };
  const filled = Object.entries(body).map(([name, said]) => [name, filledIn(said, known, 'text')]);
  return { title, text: title, data: { ...about, body: Object.fromEntries(filled) as Json } };
}

/** What is filled in may have line breaks, which a heading has none of. */
function inLine(text: string): string {
  return Array.from(text.replaceAll(/\s+/g, ' ').trim()).slice(0, SUBJECT).join('');
}
