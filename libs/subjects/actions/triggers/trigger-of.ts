import type { EveningOn } from '../../automations/automation.js';
import type { SegmentRule } from '../../segments/segment-rule.js';
import { changeOf } from './changes.js';
import { dateOf } from './dates.js';
import type { DealsOn } from './deals-on.js';
import type { EveningTrigger } from './evening-trigger.js';
import { inactivityOf } from './inactivity.js';
import { membershipOf } from './membership.js';

/** What triggers are made with. */
export interface TriggerParts {
  /** Of the segment that it is about, as it was; undefined where there was none. */
  readonly rule: SegmentRule | undefined;
  readonly deals: DealsOn;
}

/** @returns undefined where the segment that it is about was not there */
export function eveningTrigger(on: EveningOn, { rule, deals }: TriggerParts): EveningTrigger | undefined {
  if ('stage' in on) return changeOf('stage', on.stage);
  if ('tier' in on) return changeOf('tier', on.tier);
  if ('date' in on) return dateOf(on.date, deals);
  if ('inactivity' in on) return inactivityOf(on.inactivity, deals);
  if (rule === undefined) return undefined;
  return 'enters' in on ? membershipOf('enters', on.enters, rule) : membershipOf('leaves', on.leaves, rule);
}
