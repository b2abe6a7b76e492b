import { Type } from 'typebox';
import { FIGURE } from '#figures/figure.answers.js';
import { byName, closed, count, INSTANT, named, nullable, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { DASHBOARD_ANSWER } from './dashboard.answers.js';

/** What shares are answered with. */

export const SHARE_BEGUN = named('ShareBegun', 'A link to an answer; what opens it is told this once', {
  id: text('by which it is listed and revoked'),
  token: text('what opens it: whoever has it sees the answer'),
  path: text('where it is answered, on this server'),
  position: POSITION,
});
export type ShareBegun = Told<typeof SHARE_BEGUN>;

const DIFFERENCE = closed({
  row: byName(FIGURE, 'what names the row; nothing for the total'),
  metric: text('the name of the column'),
  then: FIGURE,
  now: FIGURE,
});

const TODAY = closed(
  {
    position: nullable(POSITION, 'that the answer of today is of'),
    same: Type.Boolean({ description: 'whether it has the same digest' }),
    differences: count('figures that differ'),
    tiles: Type.Array(
      closed({
        problem: nullable(Type.String(), 'why it has no answer today, in a sentence'),
        differences: Type.Array(DIFFERENCE, { description: 'the first 100' }),
      }),
      { description: 'in the order of tiles' },
    ),
  },
  'how the same question is answered with all that is known today, as of the same day',
);

const { tiles, title, description, filters, meta } = DASHBOARD_ANSWER.properties;

export const SHARED_ANSWER = named('SharedAnswer', 'What a link shows: tiles, one where it is a question’s', {
  kind: Type.Union([Type.Literal('question'), Type.Literal('dashboard')]),
  title,
  description,
  pin: Type.Boolean({ description: 'whether it shows for ever what it showed when it was shared' }),
  sharedAt: INSTANT,
  expiresAt: nullable(INSTANT, 'null: it does not expire'),
  digest: text('of the figures: equal figures have equal digests'),
  filters,
  meta,
  tiles,
  today: nullable(TODAY, 'of a pinned one; null of another, which shows today’s answer anyway'),
});
export type SharedAnswer = Told<typeof SHARED_ANSWER>;
