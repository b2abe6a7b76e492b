import type { Metrics } from '#figures/figure.answers.js';
import { SYSTEM_METRICS } from '#subjects/alerts/system-metrics.js';
import { seenNow } from './access/narrowing.js';
import type { Book } from './book.js';
import { catalogueServed } from './catalogue-known.js';

/** What can be asked, by whoever asks now: what the system does is of the whole. */
export async function metricsShown(book: Book): Promise<Metrics> {
  const seen = seenNow();
  const { listed } = (await catalogueServed(book)).within(seen?.rows, seen?.minGroup);
  return { metrics: listed, system: seen === undefined ? SYSTEM_METRICS : [] };
}
