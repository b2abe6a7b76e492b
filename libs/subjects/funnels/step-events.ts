/** Facts that can be steps, each by the metric that counts it: what it is cut by, and what of it is seen, is that metric's. */
export const STEP_EVENTS = {
  CustomerRegistered: 'customers.registered',
  CustomerClosed: 'customers.closed',
  InteractionLogged: 'interactions',
  OpportunityOpened: 'opportunities.opened',
  OpportunityWon: 'opportunities.won',
  OpportunityLost: 'opportunities.lost',
  SaleRecorded: 'orders',
} as const;

export type StepEvent = keyof typeof STEP_EVENTS;

export function isStepEvent(name: unknown): name is StepEvent {
  return typeof name === 'string' && Object.hasOwn(STEP_EVENTS, name);
}
