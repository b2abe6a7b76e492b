import { Type } from 'typebox';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import { closed, count, INSTANT, named, NEXT, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { Problem } from '#kernel/problem.js';
import { present } from '#ledger/command.js';
import { ONCE } from '../automations/automation.js';
import { reads, type ReadOn } from '../read.js';
import { CAUSES, PLANS, REASON, VERSION } from './action.answers.js';
import { dueIn, type Place } from './due.js';
import { heardIn } from './heard.js';
import type { Judged } from './occasions.js';
import { needVersion, versionsOf } from './versions.js';

const OCCASIONS = named('Occasions', 'What an automation may act on in a stretch of the log, or in a time', {
  occasions: Type.Array(
    closed({
      id: text('of the event that it is, or what it is called by what it is and its day'),
      position: Type.Optional({ ...POSITION, description: 'of the event that it is' }),
      customer: text('whom it is about'),
      at: { ...INSTANT, description: 'when it became known' },
      occurredAt: {
        ...INSTANT,
        description: 'when it happened: of what days tell, four days before it became known at most',
      },
      year: text('in which it became known'),
      version: VERSION,
      once: oneOf(ONCE, 'how often that version acts on a customer'),
      cap: Type.Optional(
        closed({ messages: count('to a customer at most'), per: text('days in which') }, 'as that version has it'),
      ),
      messages: Type.Optional(count('to the customer, where that version has a cap or quiet hours')),
      causes: Type.Optional(CAUSES),
      verdict: Type.Optional(REASON),
      ...PLANS,
    }),
  ),
  next: NEXT,
});
export type OccasionsShown = Told<typeof OCCASIONS>;
type Shown = OccasionsShown['occasions'][number];

const position = (description: string) => Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description });
const instant = (description: string) => Type.Optional(Type.String({ maxLength: 40, description }));

/** The occasions of an automation between two positions, or two instants, each by itself: what it decides live is decided by these. */
export const OCCASIONS_READ = reads({
  path: 'automations/:id/occasions',
  parameters: Type.Object({
    after: Type.Optional(position('Only what was recorded after this position; 0 where absent.')),
    upTo: Type.Optional(position('And up to this one; no further than 1,000 positions on.')),
    since: instant('With until, and in place of positions: what is decided by the clock after this instant.'),
    until: instant('And up to this one.'),
    cursor: Type.Optional(Type.String()),
  }),
  answers: OCCASIONS,
  asksFacts: true,
  example: { summary: 'What an automation may act on', id: 'thank-you', query: { after: '0', upTo: '100' } },
  looksAt: ({ parameters: { until } }, { customers }) =>
    until === undefined ? { journals: MOST } : { documents: customers, journals: MOST },
  answer: async ({ id, parameters, asked }, on) => {
    const { after = 0, upTo = Infinity, since, until, cursor } = parameters;
    const versions = await versionsOf(await needVersion(id, on), on);
    if (since !== undefined && until !== undefined) {
      const window = { since: timeOf('since', since), until: timeOf('until', until) };
      const after = decodeId(asked, cursor);
      const place = after === undefined ? undefined : (JSON.parse(after) as Place);
      const { occasions, last } = await pageOf(dueIn(versions, window, place, on), on);
      return { occasions, next: last === undefined ? null : encodeCursor(asked, JSON.stringify(last)) };
    }
    const occasions: Shown[] = [];
    const stretch = { after, upTo: Math.min(upTo, after + MOST) };
    for await (const one of heardIn(versions, stretch, on)) occasions.push(shownOf(one, on));
    return { occasions, next: null };
  },
});

/** Positions that are looked at together: as many as a reaction is told of at once. And customers. */
const MOST = 1_000;
const CUSTOMERS = 5_000;

/** @returns the last place where there may be more after it */
async function pageOf(
  looked: ReturnType<typeof dueIn>,
  on: ReadOn,
): Promise<{ readonly occasions: Shown[]; readonly last?: Place }> {
  const occasions: Shown[] = [];
  let count = 0;
  for await (const { place, judged } of looked) {
    occasions.push(...judged.map((one) => shownOf(one, on)));
    if (++count === CUSTOMERS) return { occasions, last: place };
  }
  return { occasions };
}

function shownOf(
  { position: at, verdict, causes, tasks, actions, isLate: _isLate, ...one }: Judged,
  on: ReadOn,
): Shown {
  const place = at === undefined ? {} : { position: on.position(String(at)) };
  const lists = { causes: causes && [...causes], actions: actions && [...actions] };
  return { ...one, ...present({ verdict, ...lists }), ...place, tasks: [...tasks] };
}

function timeOf(field: string, text: string): number {
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  const detail = 'must be an instant such as "2024-02-03T10:30:00Z"';
  throw new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
