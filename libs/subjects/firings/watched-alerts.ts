import { parseDay } from '#kernel/time/calendar.js';
import type { AlertRule } from '../alerts/alert-rule.js';
import type { Ground } from '../reactions.js';
import type { AlertPart, AlertShown } from './firing.answers.js';
import type { Watched } from './judging.js';
import type { PartPast } from './judge.js';

/** Alerts asked for at a time. */
const PAGE = 1_000;

/** An alert that is switched on, and since which business day its rule is as it is. */
export interface WatchedAlert extends Watched {
  readonly since: number;
}

/** Every alert that is switched on, with what has become of its parts. */
export async function watchedAlerts(ground: Ground): Promise<readonly WatchedAlert[]> {
  const found: WatchedAlert[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const asked = { limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const page = (await ground.read('listAlerts', '', {}, asked)) as {
      readonly alerts: readonly AlertShown[];
      readonly next: string | null;
    };
    for (const alert of page.alerts) if (alert.enabled) found.push(watched(alert, ground));
    cursor = page.next;
  }
  return found;
}

function watched({ id, recordedAt, parts, ...rule }: AlertShown, { calendar }: Ground): WatchedAlert {
  return {
    id,
    rule: rule as object as AlertRule,
    since: calendar.dayOf(recordedAt),
    parts: new Map(parts.map((part) => [part.part, pastOf(part)])),
    quietUntil: new Map(
      parts.flatMap(({ part, quietUntil }) => (quietUntil === undefined ? [] : [[part, quietUntil]])),
    ),
  };
}

function pastOf({ occasion, state, firedFor, resolvedFor }: AlertPart): PartPast {
  const changedFor = parseDay(resolvedFor ?? firedFor ?? '');
  const fired = parseDay(firedFor ?? '');
  return {
    occasion,
    isFiring: state !== 'ok',
    ...(fired !== undefined && { firedFor: fired }),
    ...(changedFor !== undefined && { changedFor }),
  };
}
