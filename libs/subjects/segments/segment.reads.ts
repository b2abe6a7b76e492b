import { Type, type Static } from 'typebox';
import { LAST_DAY } from '#figures/seen.js';
import { Problem } from '#kernel/problem.js';
import { GRAINS } from '#kernel/time/periods.js';
import { formatDay } from '#kernel/time/calendar.js';
import { namedTypes } from '#ledger/named/named.events.js';
import { CUSTOMERS_PAGE } from '../customers/customer.answers.js';
import { Things } from '../named.reads.js';
import { reads, type AskedRead, type BookSize, type Looks, type ReadOn } from '../read.js';
import { members, preview } from './members.js';
import type { KnownFacts } from './known-facts.js';
import { SEGMENT_PREVIEW, SEGMENT_SIZE } from './segment.answers.js';
import type { SEGMENT } from './segment.input.js';
import { SegmentRule } from './segment-rule.js';
import { sizeOf, sizePeriods } from './size.js';

const SEGMENT_THINGS = new Things({ name: 'segment', path: 'segments', types: namedTypes('Segment') });

const date = (description: string) => Type.Optional(Type.String({ minLength: 10, maxLength: 10, description }));

/** Who is in a segment: worked out of facts and its rule as it is now, for any day, also those before anybody said it. */
export const SEGMENT_READS = {
  listSegmentMembers: reads({
    path: 'segments/:id/members',
    parameters: Type.Object({
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 50 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: CUSTOMERS_PAGE,
    answeredFrom: 'histories',
    asksFacts: true,
    example: {
      summary: 'Who is in a segment on a day',
      id: 'at-risk-high',
      query: { asOf: '2024-03-31', limit: '10' },
    },
    answer: async ({ id, parameters: { limit, cursor }, ...at }, on) => {
      const { rule } = await ruleOf(id, on);
      const page = { limit, ...(cursor !== undefined && { cursor }), asked: { ...at.asked, rule } };
      return members(new SegmentRule(rule), { asOf: at.asOf, ...page }, factsOf(at, on));
    },
    looksAt: (asked, size) => looksAt(asked, size, 1),
  }),
  showSegmentSize: reads({
    path: 'segments/:id/size',
    scope: 'read',
    parameters: Type.Object({
      grain: Type.Enum(GRAINS, { default: 'month' }),
      from: date('The first day; a year before the last where absent.'),
      to: date('The last day; asOf where absent.'),
    }),
    answers: SEGMENT_SIZE,
    answeredFrom: 'histories',
    asksFacts: true,
    questions: true,
    example: {
      summary: 'How a segment grew and shrank',
      id: 'at-risk-high',
      query: { grain: 'month', from: '2024-01-01', to: '2024-06-30' },
    },
    answer: async ({ id, parameters, ...at }, on) => {
      const question = { ...parameters, asOf: at.asOf.day, fiscalStart: on.calendar.fiscalStart };
      const list = sizePeriods(question);
      const { rule, version } = await ruleOf(id, on);
      const rows = await sizeOf(new SegmentRule(rule), question, list, factsOf(at, on));
      return { id, version, grain: parameters.grain, asOf: formatDay(question.asOf), rows };
    },
    looksAt: (asked, size) => looksAt(asked, size, 4),
  }),
  previewSegment: reads({
    path: 'segments/preview',
    posted: true,
    parameters: Type.Object({
      rule: Type.Optional(Type.String({ maxLength: 2_000, description: 'As a segment has it; needed.' })),
      limit: Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'How many examples.' }),
    }),
    answers: SEGMENT_PREVIEW,
    answeredFrom: 'histories',
    asksFacts: true,
    example: {
      summary: 'Who would be in a segment that nobody has said yet',
      query: { rule: 'orders >= 2 && revenue > money("100")', asOf: '2024-03-31' },
    },
    answer: async ({ parameters: { rule = missing('rule'), limit }, ...at }, on) =>
      preview(new SegmentRule(rule), { asOf: at.asOf, limit }, factsOf(at, on)),
    looksAt: (asked, size) => looksAt(asked, size, 1),
  }),
};

/** The rule as it is now: a membership is a matter of facts and a rule, whenever somebody said it. @throws Problem `not-found` */
async function ruleOf(id: string, on: ReadOn): Promise<{ readonly rule: string; readonly version: number }> {
  const { content, version } = await SEGMENT_THINGS.one(id, { asOf: { day: LAST_DAY } }, on);
  const { rule } = content as Static<typeof SEGMENT>;
  return { rule, version };
}

function missing(field: string): never {
  throw new Problem('invalid-request', `${field} is required`, [{ field, detail: 'is required' }]);
}

function factsOf({ knownAt }: Pick<AskedRead<unknown>, 'knownAt'>, on: ReadOn): KnownFacts {
  return { ...(knownAt !== undefined && { knownAt }), views: on.views, context: on };
}

/** Every customer, as a document or folded anew. @param times as much as once */
function looksAt({ knownAt }: AskedRead<unknown>, { customers }: BookSize, times: number): Looks {
  return knownAt === undefined ? { documents: times * customers } : { journals: customers };
}
