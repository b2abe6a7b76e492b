import type { Json } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import { CLOUD_EVENT, resubmitted } from '#subjects/cloud-events/cloud-event.commands.js';
import { needQuarantined, type EventState } from '#subjects/cloud-events/cloud-event.decider.js';
import type { FactOfEvent } from '#subjects/cloud-events/cloud-event.events.js';
import { principal } from '../access/principal.js';
import { recorderNow } from '../access/recording.js';
import { atDesk } from './at-desk.js';
import { factOf } from './fact-of-event.js';
import { mappingIn } from './mapping-versions.js';
import { readStructured } from './read-event.js';
import type { IntakeBook } from './take-events.js';

export const RESUBMISSION_BODY = {
  type: 'object',
  properties: {
    data: {
      type: ['object', 'array', 'string', 'number', 'boolean'],
      description: 'in place of what was sent as data; the same where absent',
    },
  },
  additionalProperties: false,
};

/** What was recorded of an event that was quarantined. */
export interface Resubmitted {
  readonly id: string;
  readonly fact: FactOfEvent;
  readonly position: number;
  /** Whether it was before. */
  readonly duplicate: boolean;
}

/**
 * Records an event that is quarantined as a fact after all: as it was sent, or with other data, by the mapping there is now.
 * @throws Problem `not-found` for what is not quarantined; why it is still no fact, and then it stays where it is
 */
export async function resubmit(book: IntakeBook, id: string, body: unknown): Promise<Resubmitted> {
  const more = dataIn(body);
  const recorder = recorderNow(book.ledger);
  const known = { commands: recorder.commands, mappingAt: mappingIn.bind(undefined, book.log) };
  const { type, data } = await atDesk(book.ledger, async (desk) => {
    const state = await desk.handler.stateOf(CLOUD_EVENT, id);
    return factOf(readStructured({ ...sentIn(state, id), ...more }), known, desk);
  });
  const { position, duplicate } = await recorder.record(type, data);
  const fact = { type, id: data.id };
  await atDesk(book.ledger, (desk) => resubmitted(id, fact, desk, principal()?.id));
  book.countEvent('resubmitted');
  return { id, fact, position, duplicate };
}

/** @throws Problem `not-found`, `customer-erased` */
function sentIn({ phase, sent }: EventState, id: string): { readonly [name: string]: Json } {
  needQuarantined(id, phase);
  if (sent !== undefined) return sent;
  throw new Problem('customer-erased', `what was sent as ${id} is of a person who was erased`);
}

/** @throws Problem `invalid-request` */
function dataIn(body: unknown): { readonly data?: Json } {
  const said = body ?? {};
  if (typeof said !== 'object' || Array.isArray(said) || Object.keys(said).some((name) => name !== 'data'))
    throw new Problem('invalid-request', 'send {"data": …} with other data, or {} for those that were sent');
  return said;
}
