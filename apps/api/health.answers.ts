import { Type } from 'typebox';
import { BUILDING } from '#book/replays/replay.answers.js';
import { named, oneOf, POSITION } from '#kernel/answer-schema.js';

export const HEALTHY = named('Health', 'The process lives', { status: oneOf(['alive']) });

/** Where keys are asked for. */
const WATCHERS = 'this and what follows need a key with the scope metrics where keys are asked for';

export const READINESS = named('Readiness', 'Whether questions are answered from read models that keep up', {
  status: oneOf(['ready', 'not ready']),
  troubles: Type.Optional(
    Type.Array(Type.String(), { description: `why it is not ready, a sentence for each thing; ${WATCHERS}` }),
  ),
  waits: Type.Optional(
    Type.Array(Type.String(), {
      description:
        'what waits for something that is not there, as events and channels of a plug-in that is missing do, a sentence for each: the rest goes on',
    }),
  ),
  position: Type.Optional(POSITION),
  building: Type.Optional(BUILDING),
});

export const MEASURED = Type.String({ description: 'Measures in the text format of Prometheus' });
