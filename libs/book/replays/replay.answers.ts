import { Type } from 'typebox';
import { DEFINITIONS } from '#figures/figure.answers.js';
import { closed, named, nullable, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';

/** What questions about replays and rebuilds are answered with. */

export const REPLAY = named('Replay', 'How far a replay is', {
  id: text('what questions name it by'),
  state: oneOf(['queued', 'running', 'done', 'failed', 'cancelled']),
  asOf: nullable(Type.String(), 'RFC 3339 or a date; null for now'),
  knownAt: nullable(Type.String(), 'RFC 3339, a date or a position; null for everything recorded'),
  position: Type.String({ ...POSITION, description: 'the last position that counts as known' }),
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  definitions: DEFINITIONS,
  error: Type.Optional(text('why it failed')),
});
export type ReplayStatus = Told<typeof REPLAY>;

export const REPLAYS = named('Replays', 'Every replay that is kept, runs or waits', { replays: Type.Array(REPLAY) });
export type ReplayList = Told<typeof REPLAYS>;

/** How far a version of the read models that is being built has come. */
export const BUILDING = nullable(
  closed({ definitions: DEFINITIONS, position: Type.Integer({ minimum: 0 }) }),
  'a version of the read models that is being built; null when none is',
);

export const REBUILD = named('Rebuild', 'Read models are built beside those served', { building: BUILDING });
export type Rebuilding = Told<typeof REBUILD>;
