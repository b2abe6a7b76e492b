import type { JournalEntry } from '#figures/journal/journal.js';
import { BY_AUTOMATION } from '../automations/automation.js';

/** Whether what is recorded may set anything off: nothing that was loaded quietly, nor what automations recorded. */
export function isHeard({ quiet, emitter }: Pick<JournalEntry, 'quiet' | 'emitter'>): boolean {
  return quiet !== true && emitter !== BY_AUTOMATION;
}
