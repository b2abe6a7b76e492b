import type { Decider } from '#kernel/decider.js';
import { Problem } from '#kernel/problem.js';
import { unknownCustomer } from '../sales/attribution.js';
import type { CustomerAsOf } from '../customers/customer-as-of.js';
import type { InteractionContent, InteractionEvent } from './interaction.events.js';

export interface Interaction {
  readonly logged?: { readonly at: string; readonly content: InteractionContent };
  readonly voided: boolean;
}

export interface LogInteraction {
  readonly type: 'LogInteraction';
  readonly at: string;
  readonly interaction: InteractionContent;
  /** Absent for a customer nobody has registered. */
  readonly customer?: CustomerAsOf;
}
export interface VoidInteraction {
  readonly type: 'VoidInteraction';
  readonly id: string;
  readonly change: string;
  readonly reason: string;
}
export type InteractionCommand = LogInteraction | VoidInteraction;

export const interactionDecider: Decider<Interaction, InteractionCommand, InteractionEvent> = {
  initial: { voided: false },

  evolve(interaction, event) {
    switch (event.type) {
      case 'InteractionLogged':
        return { ...interaction, logged: { at: event.occurredAt, content: event.data } };
      case 'InteractionVoided':
        return { ...interaction, voided: true };
    }
  },

  decide(command, state) {
    switch (command.type) {
      case 'LogInteraction':
        return [log(command)];
      case 'VoidInteraction':
        return [voidInteraction(command, state)];
    }
  },
};

function log({ at, interaction, customer }: LogInteraction): InteractionEvent {
  const { customerId } = interaction;
  if (customer === undefined) throw unknownCustomer(customerId);
  return { type: 'InteractionLogged', schema: 1, occurredAt: at, key: customerId, data: interaction };
}

function voidInteraction({ id, change, reason }: VoidInteraction, { logged, voided }: Interaction): InteractionEvent {
  if (logged === undefined) throw new Problem('not-found', `there is no interaction ${id}: log it first`);
  if (voided) throw new Problem('already-voided', `the interaction ${id} is void already: nothing to do`);
  const { at, content } = logged;
  // What is personal stays in the one place from which it can be forgotten.
  const { personal: _personal, ...interaction } = content;
  const data = { id, change, reason, interaction };
  return { type: 'InteractionVoided', schema: 1, occurredAt: at, key: content.customerId, data };
}
