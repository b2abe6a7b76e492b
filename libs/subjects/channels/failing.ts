import type { Attempt, Delivery } from '#kernel/delivery.js';

/** Milliseconds after which a channel that fails is used no more. */
const DAY = 24 * 3_600_000;

/**
 * Since when everything that was sent through a channel has failed; undefined where that is less than a day, or nothing has.
 * @param deliveries of the channel, the one that failed now among them @param usedSince when it was said or used again: what was before
 * tells nothing of it @param now when it failed
 */
export function failingForADay(
  deliveries: readonly Pick<Delivery, 'state' | 'attempts'>[],
  usedSince: string,
  now: Date,
): string | undefined {
  const attempts = deliveries.flatMap(({ state, attempts: all }) =>
    all.map((attempt, i) => ({ ...attempt, taken: state === 'delivered' && i === all.length - 1 })),
  );
  const lastTaken = lastOf([usedSince, ...attempts.filter(({ taken }) => taken).map(endOf)]);
  const failures = attempts.filter(({ error }) => error !== undefined).map(endOf);
  const [first] = failures.filter((at) => at > lastTaken).toSorted();
  return first !== undefined && now.getTime() - Date.parse(first) >= DAY ? first : undefined;
}

function endOf({ at, endedAt = at }: Attempt): string {
  return endedAt;
}

/** Of instants in UTC with milliseconds, which sort as texts. */
function lastOf(instants: readonly string[]): string {
  return instants.toSorted().at(-1) ?? '';
}
