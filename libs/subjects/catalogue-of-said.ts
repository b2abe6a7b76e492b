import type { Catalogue } from '#figures/catalogue.js';
import { withCustom } from '#figures/custom/with-custom.js';
import type { Moment } from '#kernel/time/moment.js';
import { definitionsKnown } from './metrics/definitions.js';
import { metricsIn } from './metrics/metric.names.js';
import type { ReadOn } from './read.js';
import { withSegments } from './segments/dimension/with-segments.js';

/**
 * The catalogue for something said that a read goes by: with what callers made of it, segments and metrics, as they were known at a time,
 * as they are now where none is named. @throws Problem `restricted` for segments to whoever sees a part only
 */
export async function catalogueOfSaid(
  said: unknown,
  on: Pick<ReadOn, 'views' | 'calendar' | 'catalogue'>,
  knownAt?: Moment,
): Promise<Catalogue> {
  const catalogue = await withSegments(on.catalogue, said, on, knownAt);
  return metricsIn(said).length === 0 ? catalogue : withCustom(catalogue, await definitionsKnown(on, knownAt));
}
