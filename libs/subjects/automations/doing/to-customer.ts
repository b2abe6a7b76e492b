import type { Issue } from '#engine/react/reaction.js';
import type { Json } from '#kernel/event.js';
import type { Fact } from '../../reactions.js';
import type { Decision, Done } from './doing.js';

/** Permanent: the kind of deliveries that are messages to customers, or tell a program of them. */
export const TO_CUSTOMER = 'customer';

/** Which of an automation's actions it is: what it says is said by the version that decided. */
export type ToldCustomer = { readonly channel: string; readonly action: number };

/** What a delivery to a customer knows of its message. Nothing of a person: that is looked up when it is sent. */
export type MessageBody = Decision & { readonly action: number };

/** What is sent of an action that has a person in it. */
export async function toCustomer(
  { channel, action }: ToldCustomer,
  { id, automation, version, customer, occasion }: Done,
): Promise<readonly Issue<Fact>[]> {
  const body: MessageBody = { automation, version, customer, occasion, action };
  const delivery = {
    id: `automation-${id}`,
    kind: TO_CUSTOMER,
    channel,
    subject: 'automation',
    body: body as object as Json,
  };
  return [{ delivery }];
}
