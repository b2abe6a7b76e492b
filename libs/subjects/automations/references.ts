import type { Reference } from '#ledger/named/named.commands.js';
import type { NamedContent } from '#ledger/named/named.events.js';
import { segmentOf, type Automation } from './automation.js';

/** The other named things that an automation is about. */
export function referencesOf(content: NamedContent): readonly Reference[] {
  const { on } = content as object as Automation;
  const segment = segmentOf(on);
  return segment === undefined ? [] : [{ to: 'segment', ...segment }];
}
