import { Type } from 'typebox';
import { DEFINITIONS, FIGURE } from '#figures/figure.answers.js';
import { byName, named, nullable, POSITION, type Told } from '#kernel/answer-schema.js';

/** The data of a `facts` message; `ping` has none. The id of a message is what a stream goes on after. */
export const LIVE_FACTS = named('LiveFacts', 'A stream of `facts` messages with this data, and of `ping`', {
  position: POSITION,
  events: nullable(
    byName(Type.Integer({ minimum: 1 })),
    'what came since the last message, by type; null where more came than are worth counting, or a part only is seen',
  ),
  counters: byName(FIGURE, 'those that changed; all in the first message'),
  definitions: DEFINITIONS,
});
export type LiveFacts = Told<typeof LIVE_FACTS>;
