import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf } from '#kernel/event.js';

/** Whom a rule is of: who never bought, whose account is closed, who stopped buying. */
export const RETAINED = ['leads', 'closed', 'churned'] as const;

/** How long what is of a person is kept. */
export type RetentionContent = {
  readonly id: string;
  /** Days that a customer has stood in that stage without anything that happened to it. */
  readonly afterDays: number;
  readonly of: (typeof RETAINED)[number];
  /** The date from which on it holds. */
  readonly from: string;
};

export type RetentionPolicyPublished = EventOf<'RetentionPolicyPublished', RetentionContent>;

export const RETENTION_EVENTS: EventTypes = {
  RetentionPolicyPublished: { schema: 1, isSetting: true },
};
