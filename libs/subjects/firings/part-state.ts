import type { KeptPart } from './firing.facts.js';

export const STATES = ['ok', 'firing', 'acknowledged', 'snoozed'] as const;
export type PartState = (typeof STATES)[number];

/** What is shown of a part at an instant. */
export function stateOf(part: KeptPart | undefined, now: string): PartState {
  if (part?.firing === undefined || part.firing.resolved !== undefined) return 'ok';
  if (part.quietUntil !== undefined && part.quietUntil > now) return 'snoozed';
  return part.firing.notes.some(({ kind }) => kind === 'acknowledged') ? 'acknowledged' : 'firing';
}
