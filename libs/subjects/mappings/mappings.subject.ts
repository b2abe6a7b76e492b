import { namedSubject } from '../named.js';
import { MAPPING, type MappingSaid } from './mapping.input.js';
import { Mapping } from './mapping.js';

/** What events of others are as facts, by what those call them. */
export const MAPPINGS = namedSubject({
  name: 'mapping',
  path: 'mappings',
  words: 'a mapping of events of others to facts',
  scope: 'policy',
  content: MAPPING,
  means: (said: MappingSaid) => {
    new Mapping(said);
  },
  example: {
    id: 'com.shop.order.placed',
    content: {
      type: 'RecordSale',
      fields: {
        id: 'data.number',
        customerId: 'data.customer.id',
        occurredAt: 'data.placed_at',
        lines: 'data.items.map(item, {"product": item.sku, "quantity": item.count, "unitPrice": string(item.price)})',
      },
    },
  },
});
