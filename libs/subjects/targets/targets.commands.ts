import { aggregate } from '#ledger/aggregate.js';
import { TARGET_EVENTS } from './target.events.js';
import { targetsDecider } from './targets.decider.js';
import { claimOf, openFields, type Read, type Reading } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import type { TargetSet } from './target.events.js';
import type { SetTarget } from './targets.decider.js';

export function readTarget(data: unknown, reading: Reading): Read<SetTarget> {
  const { fields, envelope } = openFields(data, reading);
  const id = fields.label('id');
  const metric = fields.label('metric');
  const from = fields.date('from');
  const to = fields.date('to');
  const value = fields.amount('value', 'zero');
  const where = fields.optionalMap('where', (inner, key) => [...inner.labels(key)].sort()) ?? {};
  if (fields.sound && to < from) fields.fail('to', 'must not be before from');
  const objection = fields.sound ? reading.targetRule(metric, Object.keys(where)) : undefined;
  if (objection !== undefined) fields.fail('metric', objection);
  fields.done();
  const type = 'SetTarget';
  const said = { id, metric, from, to, value, where };
  const at = reading.calendar.instant(from) as string;
  return { command: { type, at, target: said }, claim: claimOf(id, { type, ...said }, envelope) };
}

/** The command an event was, as the caller said it. */
export function targetSaid({ data }: TargetSet): Said {
  return { content: { type: 'SetTarget', ...data }, filled: [] };
}

/** The one stream of its kind. */
export const TARGETS = aggregate('targets', {
  decider: targetsDecider,
  events: TARGET_EVENTS,
  said: targetSaid,
  claimsFirst: true,
});
