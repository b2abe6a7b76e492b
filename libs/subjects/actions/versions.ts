import { namedTypes } from '#ledger/named/named.events.js';
import { LAST_DAY } from '#figures/seen.js';
import type { Automation } from '../automations/automation.js';
import type { NamedVersion } from '../named.facts.js';
import { Things } from '../named.reads.js';
import type { ReadOn } from '../read.js';

/** A version of an automation. */
export interface Version {
  readonly id: string;
  readonly version: number;
  readonly rule: Automation;
}

/** A version, and while it was the last one. */
export interface VersionThen extends Version {
  readonly position: number;
  /** RFC 3339 in UTC, as is `until`, from which on it was not any more; absent of the last one. */
  readonly recordedAt: string;
  readonly until?: string;
  readonly untilPosition: number;
  /** Whether the version before it was another campaign, or none. */
  readonly begins: boolean;
}

const AUTOMATIONS = new Things({ name: 'automation', path: 'automations', types: namedTypes('Automation') });
/** Versions that are looked at of what was changed while something waited to be judged. */
const MOST = 1_000;

/** An automation as it is now. @throws Problem `not-found` */
export async function needVersion(id: string, on: ReadOn): Promise<NamedVersion> {
  return AUTOMATIONS.one(id, { asOf: { day: LAST_DAY } }, on);
}

/** Every version of an automation that was not its retirement, in order. */
export async function versionsOf(current: NamedVersion, on: ReadOn): Promise<readonly VersionThen[]> {
  const all =
    current.version === 1
      ? [current]
      : (await AUTOMATIONS.entries(current.id, 0, MOST, on.views)).map((entry) => AUTOMATIONS.versionOf(entry));
  return all.flatMap((one, i) => (one.retired ? [] : versionThen(one, all[i - 1], all[i + 1])));
}

/** What a version said is that of a position, or of an instant; undefined where there was none. */
export function versionAt(versions: readonly VersionThen[], at: { readonly position: number } | string) {
  return versions.findLast((version) =>
    typeof at === 'string'
      ? version.recordedAt <= at && (version.until === undefined || at < version.until)
      : version.position < at.position && at.position <= version.untilPosition,
  );
}

function versionOf({ id, version, content }: NamedVersion): Version {
  return { id, version, rule: content as object as Automation };
}

function versionThen(
  one: NamedVersion,
  before: NamedVersion | undefined,
  after: NamedVersion | undefined,
): VersionThen {
  const { position, recordedAt } = one;
  const untilPosition = after?.position ?? Infinity;
  const until = after === undefined ? {} : { until: after.recordedAt };
  return { ...versionOf(one), position, recordedAt, untilPosition, ...until, begins: !isSameCampaign(one, before) };
}

function isSameCampaign(one: NamedVersion, before: NamedVersion | undefined): boolean {
  if (before === undefined || before.retired) return false;
  const [now, then] = [one, before].map(({ content }) => JSON.stringify((content as object as Automation).on));
  return now === then;
}
