import type { Catalogue } from '#figures/catalogue.js';
import { segmentsAreOfAll } from '#figures/metrics-seen.js';
import { inSegment } from '#figures/segment-dimension.js';
import type { Moment } from '#kernel/time/moment.js';
import { ruleKnown } from './rule-known.js';
import { BY_SEGMENTS } from './segment-views.js';
import { segmentsIn } from './segments-in.js';

/**
 * A catalogue with the segments that something said goes by, those that there were by a time, and that are there now where none is named.
 * @throws Problem `restricted` for segments to whoever sees a part only: their rules are about all there is
 */
export async function withSegments(
  catalogue: Catalogue,
  said: unknown,
  on: Parameters<typeof ruleKnown>[2],
  knownAt?: Moment,
): Promise<Catalogue> {
  const ids = segmentsIn(said);
  if (ids.length > 0 && !catalogue.isWhole) throw segmentsAreOfAll();
  const rules = await Promise.all(ids.map((id) => ruleKnown(id, knownAt, on)));
  return catalogue.alsoBy(ids.filter((_, i) => rules[i] !== undefined).map(inSegment), BY_SEGMENTS);
}
