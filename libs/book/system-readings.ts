import { statfs } from 'node:fs/promises';
import { parkedIn } from '#engine/project/parking.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import { Lag } from '#platform/lag.js';
import type { SystemMetricName } from '#subjects/alerts/system-metrics.js';
import { stoppedSince } from '#subjects/chains/stopped-since.js';
import type { Readings } from '#subjects/reactions.js';
import type { Book } from './book.js';
import { showValue } from './show.js';

/** Deliveries looked at at a time. */
const PAGE = 1_000;
const DAY = 24 * 3_600_000;
/** Milliseconds back to which deliveries that failed are counted. */
const BACK = 31 * DAY;

/** What the system says of itself, by the metrics that are so called; each in its own way. */
const READERS: Readonly<Record<SystemMetricName, (book: Book) => Promise<Readings['figures']>>> = {
  'system.lag_seconds': async ({ log, models, clock }) =>
    whole((await new Lag(log, () => models.position, clock).seconds()) ?? 0),
  'system.parked': ({ models }) => models.use(undefined, async ({ views }) => whole((await parkedIn(views)).events)),
  'system.deliveries_failed': async ({ outbox, clock }) =>
    failedByChannel(outbox(), new Date(clock().getTime() - BACK).toISOString()),
  'system.channels_paused': async (book) => pausedChannels(book),
  'system.chains_stopped': ({ models, clock }) =>
    models.use(undefined, async ({ views }) => stoppedSince(new Date(clock().getTime() - DAY).toISOString(), views)),
  'system.reconciliation_differences': async (book) => latestDifferences(book),
  'system.disk_free': async ({ scratch }) => {
    const { bavail, bsize } = await statfs(scratch);
    return whole(bavail * bsize);
  },
};

/** What the system says of itself now. */
export async function systemReadings(book: Book, metric: SystemMetricName): Promise<Readings> {
  // The position first: it may only grow meanwhile.
  const { position } = book.models;
  return { position, figures: await READERS[metric](book) };
}

function whole(figure: number): Readings['figures'] {
  return new Map([['', figure]]);
}

/** The newest first, so that what is older is not read. */
async function failedByChannel(outbox: Pick<Outbox, 'find'>, since: string): Promise<Readings['figures']> {
  const counts = new Map<string, number>();
  for (let find: Parameters<Outbox['find']>[0] = { state: 'failed', limit: PAGE }; ;) {
    const page = await outbox.find(find);
    for (const { channel, enqueuedAt } of page)
      if (enqueuedAt >= since) counts.set(channel, (counts.get(channel) ?? 0) + 1);
    const before = page.at(-1);
    if (page.length < PAGE || before === undefined || before.enqueuedAt < since) return counts;
    find = { state: 'failed', limit: PAGE, before };
  }
}

async function pausedChannels(book: Book): Promise<Readings['figures']> {
  const { pauses } = (await showValue(book, { read: 'listPauses', id: '', clocks: {}, parameters: {} })) as {
    readonly pauses: readonly { readonly channel: string; readonly failingSince?: string }[];
  };
  return new Map(pauses.flatMap(({ channel, failingSince }) => (failingSince === undefined ? [] : [[channel, 1]])));
}

/** Of the latest with each source; sources with which none was made for more than that many are left out. */
async function latestDifferences(book: Book): Promise<Readings['figures']> {
  const parameters = { limit: PAGE };
  const { reconciliations } = (await showValue(book, {
    ...{ read: 'listReconciliations', id: '', clocks: {}, parameters },
  })) as { readonly reconciliations: readonly { readonly source: string; readonly differences: number }[] };
  const figures = new Map<string, number>();
  for (const { source, differences } of reconciliations) if (!figures.has(source)) figures.set(source, differences);
  return figures;
}
