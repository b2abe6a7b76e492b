import type { Views } from './views.js';

/** The same read models, of which sums are asked in another way. */
export function withSums(views: Views, sums: Views['sums']): Views {
  return {
    schema: views.schema,
    apply: (batch) => views.apply(batch),
    checkpoint: (shard) => views.checkpoint(shard),
    sums,
    firstDay: (series, step) => views.firstDay(series, step),
    get: (collection, ids) => views.get(collection, ids),
    find: (collection, find) => views.find(collection, find),
    close: () => views.close(),
  };
}
