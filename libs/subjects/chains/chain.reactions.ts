import { contentHash } from '#kernel/canonical.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { ActionSkipped } from '../actions/action.events.js';
import type { BookReaction } from '../reactions.js';

/** Tells of each chain that was stopped, once, however many automations it was stopped at. */
export const TELLING_OF_CHAINS: BookReaction = {
  name: 'chain.stops',
  follows: 'events',
  reads: new Set<ActionSkipped['type']>(['ActionSkipped']),
  react: async ({ events }) =>
    events.filter(isStop).flatMap(({ data: { automation, customer, occasion, causes = [] } }) => {
      const id = contentHash([customer, causes[0]?.occasion ?? occasion]);
      return [{ command: { type: 'StopChain', data: { id, customer, automation, occasion, causes } } }];
    }),
};

function isStop(event: RecordedEvent): event is RecordedEvent & ActionSkipped {
  return event.type === 'ActionSkipped' && event.data['reason'] === 'chain';
}
