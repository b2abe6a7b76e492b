import type { JournalEntry } from '#figures/journal/journal.js';
import { BY_AUTOMATION } from '../automations/automation.js';

/** Whether what is recorded may set anything off: nothing that was loaded quietly. */
export function isHeard({ quiet }: Pick<JournalEntry, 'quiet'>): boolean {
  return quiet !== true;
}

/** Whether it was sent as what an automation records: it may be an occasion of others, see `causesOf`. */
export function isByAutomation({ emitter }: Pick<JournalEntry, 'emitter'>): boolean {
  return emitter === BY_AUTOMATION;
}
