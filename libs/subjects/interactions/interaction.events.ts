import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf } from '#kernel/event.js';
import type { Personal } from '../customers/customer.events.js';

export type InteractionContent = {
  readonly id: string;
  readonly customerId: string;
  readonly kind: string;
  readonly channel?: string;
  readonly direction?: 'in' | 'out';
  readonly salesperson?: string;
  readonly durationSeconds?: number;
  readonly campaign?: string;
  readonly personal?: Personal;
};

export type InteractionLogged = EventOf<'InteractionLogged', InteractionContent>;

/** Carries what it takes back, but not what is personal; `occurredAt` is the interaction's. */
export type InteractionVoided = EventOf<
  'InteractionVoided',
  {
    readonly id: string;
    readonly change: string;
    readonly reason: string;
    readonly interaction: Omit<InteractionContent, 'personal'>;
  }
>;

export type InteractionEvent = InteractionLogged | InteractionVoided;

export const INTERACTION_EVENTS: EventTypes = {
  InteractionLogged: { schema: 1 },
  InteractionVoided: { schema: 1, takesBack: 'voids', freeText: ['reason'] },
};
