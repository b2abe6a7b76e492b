import { Type, type Static } from 'typebox';
import { LAST_DAY } from '#figures/seen.js';
import { Problem } from '#kernel/problem.js';
import { GRAINS, type Period } from '#kernel/time/periods.js';
import { formatDay } from '#kernel/time/calendar.js';
import { CUSTOMERS_PAGE } from '../customers/customer.answers.js';
import { Things } from '../named.reads.js';
import { reads, type AskedRead, type BookSize, type Looks, type ReadOn } from '../read.js';
import { members, preview } from './members.js';
import type { KnownFacts } from './known-facts.js';
import { SEGMENT_PREVIEW, SEGMENT_SIZE, type SegmentSize } from './segment.answers.js';
import type { SEGMENT } from './segment.input.js';
import { SegmentRule } from './segment-rule.js';
import { SEGMENT_TYPES } from './segment-types.js';
import { keptSizeOf, sizeOf, sizePeriods, type SizeQuestion } from './size.js';

const SEGMENT_THINGS = new Things({ name: 'segment', path: 'segments', types: SEGMENT_TYPES });

/** Milliseconds for estimates of everybody as of one month: a hundred starts for each number of groups that is tried. */
const ESTIMATES_TAKE = 1_000;
/** Sizes that are worked out together, where everybody is looked at. */
const MOST_AT_ONCE = 50;

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
      const rows = await rowsOf(new SegmentRule(rule), question, list, factsOf(at, on), on);
      return { id, version, grain: parameters.grain, asOf: formatDay(question.asOf), rows };
    },
    // Dear in any book, so that sizes are kept by as few threads as there are for what is.
    looksAt: (asked, size) => ({ ...looksAt(asked, size, 4), reckoning: ESTIMATES_TAKE }),
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
    looksAt: (asked, size) => ({
      ...looksAt(asked, size, 1),
      reckoning: /cluster|p_alive/.test(asked.parameters.rule ?? '') ? ESTIMATES_TAKE : 0,
    }),
  }),
};

/** The rule as it is now: a membership is a matter of facts and a rule, whenever somebody said it. @throws Problem `not-found` */
async function ruleOf(id: string, on: ReadOn): Promise<{ readonly rule: string; readonly version: number }> {
  const { content, version } = await SEGMENT_THINGS.one(id, { asOf: { day: LAST_DAY } }, on);
  const { rule } = content as Static<typeof SEGMENT>;
  return { rule, version };
}

/** Kept from one question to the next where everything recorded counts; what was known at another time is looked at anew. */
async function rowsOf(
  rule: SegmentRule,
  question: Pick<SizeQuestion, 'grain' | 'asOf'>,
  list: readonly Period[],
  facts: KnownFacts,
  { members: kept, step, ...on }: ReadOn,
): Promise<SegmentSize['rows']> {
  const isKept = facts.knownAt === undefined && kept !== undefined;
  const others = (): Promise<readonly SegmentRule[]> => rulesNow({ ...on, step });
  const rows = isKept ? await keptSizeOf(rule, question, list, { ...facts, members: kept, step, others }) : undefined;
  return rows ?? sizeOf(rule, question, list, facts);
}

/** Those of the segments there are, some where they are many. */
async function rulesNow(on: ReadOn): Promise<readonly SegmentRule[]> {
  const rules: SegmentRule[] = [];
  for await (const { content } of SEGMENT_THINGS.all({ asOf: { day: LAST_DAY } }, undefined, on)) {
    rules.push(new SegmentRule((content as Static<typeof SEGMENT>).rule));
    if (rules.length === MOST_AT_ONCE) break;
  }
  return rules;
}

function missing(field: string): never {
  throw new Problem('invalid-request', `${field} is required`, [{ field, detail: 'is required' }]);
}

function factsOf({ knownAt }: Pick<AskedRead<unknown>, 'knownAt'>, on: ReadOn): KnownFacts {
  return { ...(knownAt !== undefined && { knownAt }), views: on.views, context: on, step: on.step };
}

/** Every customer, as a document or folded anew. @param times as much as once */
function looksAt({ knownAt }: AskedRead<unknown>, { customers }: BookSize, times: number): Looks {
  return knownAt === undefined ? { documents: times * customers } : { journals: customers };
}
