import type { Aggregate } from '#kernel/handle.js';
import { Problem } from '#kernel/problem.js';
import { differingFields } from './command.js';
import type { InteractionContent, InteractionEvent } from './events.js';

export interface LogInteraction extends InteractionContent {
  readonly type: 'LogInteraction';
  readonly at: string;
}
export interface VoidInteraction {
  readonly type: 'VoidInteraction';
  readonly id: string;
  readonly change: string;
  readonly reason: string;
}
export type InteractionCommand = LogInteraction | VoidInteraction;

export interface Interaction {
  readonly logged?: { readonly at: string; readonly content: InteractionContent };
  readonly voided: boolean;
}

export const INTERACTION: Aggregate<Interaction, InteractionCommand> = {
  prefix: 'interaction-',

  initial: { voided: false },

  evolve(interaction, recorded) {
    const event = recorded as typeof recorded & InteractionEvent;
    switch (event.type) {
      case 'InteractionLogged':
        return { ...interaction, logged: { at: event.occurredAt, content: event.data } };
      case 'InteractionVoided':
        return { ...interaction, voided: true };
    }
  },

  decide(command, { logged, voided }): readonly InteractionEvent[] {
    const { id } = command;
    if (command.type === 'LogInteraction') {
      if (logged !== undefined) throw new Problem('id-conflict', `the interaction ${id} is logged already`);
      const { type: _type, at, ...content } = command;
      return [{ type: 'InteractionLogged', schema: 1, occurredAt: at, key: content.customerId, data: content }];
    }
    if (logged === undefined) throw new Problem('not-found', `there is no interaction ${id}`);
    if (voided) throw new Problem('already-voided', `the interaction ${id} is void already`);
    const { change, reason } = command;
    const data = { id, change, reason, interaction: logged.content };
    return [{ type: 'InteractionVoided', schema: 1, occurredAt: logged.at, key: logged.content.customerId, data }];
  },

  differing(content, { type, occurredAt, data }) {
    const { id, reason, personal, ...told } = data as InteractionContent & { reason?: string };
    if (type === 'InteractionVoided') return differingFields(content, { interactionId: id, reason });
    return differingFields(content, { ...told, occurredAt, subject: personal?.subject, personal: undefined });
  },
};
