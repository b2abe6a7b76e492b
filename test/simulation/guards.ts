/** What keeps the protocol right; a world can be made without one of them. */
export const GUARDS = [
  'unique insert',
  'newer documents stay',
  'finish first',
  'chain',
  'chain begins where the relay does',
  'ticks say what was sent',
  'records are looked at',
  'landmarks are looked up',
  'relays look at what they read last',
  'other shards are looked at before what they told',
] as const;
export type Guard = (typeof GUARDS)[number];
