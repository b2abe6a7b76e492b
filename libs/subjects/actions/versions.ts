import { namedTypes } from '#ledger/named/named.events.js';
import { LAST_DAY } from '#figures/seen.js';
import type { Automation } from '../automations/automation.js';
import type { NamedVersion } from '../named.facts.js';
import { Things } from '../named.reads.js';
import type { ReadOn } from '../read.js';
import type { Version } from './occasions.js';

const AUTOMATIONS = new Things({ name: 'automation', path: 'automations', types: namedTypes('Automation') });
/** Versions that are looked at of what was changed while something waited to be judged. */
const MOST = 1_000;

/** An automation as it is now. @throws Problem `not-found` */
export async function needVersion(id: string, on: ReadOn): Promise<NamedVersion> {
  return AUTOMATIONS.one(id, { asOf: { day: LAST_DAY } }, on);
}

/** By which version what was recorded at a position is judged that comes after another one: the last before it. */
export async function versionsAfter(
  current: NamedVersion,
  after: number,
  on: ReadOn,
): Promise<(position: number) => Version | undefined> {
  if (current.position <= after) return () => versionOf(current);
  const entries = await AUTOMATIONS.entries(current.id, 0, MOST, on.views);
  const all = entries.map((entry) => AUTOMATIONS.versionOf(entry));
  return (at) => {
    const found = all.findLast(({ position }) => position < at);
    return found === undefined || found.retired ? undefined : versionOf(found);
  };
}

export function versionOf({ id, version, content }: NamedVersion): Version {
  return { id, version, rule: content as object as Automation };
}
