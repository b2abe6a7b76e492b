import type { Client, ListCustomersQuery, ListRecordsQuery } from '#client/index.js';
import { definitionsOf } from './definitions.js';
import type { Answered, Tool } from './tool.js';
import { CLOCKS, CURSOR, GRAIN, input, LIMIT, METRIC, named, SPAN, WHERE } from './words.js';

const MOST = 100;

/** The clocks that were asked for, and a position, by a figure that is known to everybody who may ask. */
async function clocksOf(book: Client, metric: string, { asOf, knownAt }: Clocks): Promise<Answered> {
  const clocks = { ...(asOf !== undefined && { asOf }), ...(knownAt !== undefined && { knownAt }) };
  const { meta } = await book.query({ metrics: [metric], ...clocks });
  const definitions = await definitionsOf(book, [metric]);
  return { asOf: meta.asOf, knownAt: meta.knownAt, position: meta.position, definitions };
}

interface Clocks {
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
}

/** How many more there are cannot be told without counting them. */
function more(next: string | null): Readonly<Record<string, string | null>> {
  return next === null ? { next } : { next, note: 'there are more: ask with cursor set to next' };
}

const records: Tool = {
  description:
    'The sales, customers, interactions or opportunities behind a figure, each with its share; the shares sum to the figure.',
  input: input({ metric: METRIC, where: WHERE, ...SPAN, ...CLOCKS, limit: LIMIT(MOST), cursor: CURSOR }, ['metric']),
  run: async (book, said) => {
    const asked = { limit: 20, ...said } as unknown as ListRecordsQuery;
    const { next, ...page } = await book.listRecords(asked);
    return { ...page, ...more(next), ...(await clocksOf(book, asked.metric, asked)) };
  },
};

const one = (of: string): object => ({ type: 'array', items: { type: 'string' }, description: of });

const customers: Tool = {
  description:
    'Customers as of a day: stage, tier, purchases and labels of each. Names and addresses only where the key may see them.',
  input: input({
    ...{ stage: one('such as active or churned'), tier: one('such as gold'), region: one('regions') },
    ...{ segment: one('segments'), source: one('sources'), salesperson: one('salespeople') },
    q: named('Part of the id, or of the name where the key may see names'),
    sort: { type: 'string', enum: ['id', '-revenue', 'revenue', '-orders', 'orders', '-lastPurchase', 'lastPurchase'] },
    ...CLOCKS,
    ...{ limit: LIMIT(MOST), cursor: CURSOR },
  }),
  run: async (book, said) => {
    const asked = { limit: 20, ...said } as ListCustomersQuery;
    const { customers: found, next } = await book.listCustomers(asked);
    return { customers: found, ...more(next), ...(await clocksOf(book, 'customers.total', asked)) };
  },
};

const segments: Tool = {
  description:
    'The segments that are defined, each with its rule; with id, how many were in one period by period (opening + entered - left = closing), and who is in it.',
  input: input({
    id: named('Of one segment'),
    ...{ grain: GRAIN, from: SPAN.from, to: SPAN.to },
    ...CLOCKS,
    limit: LIMIT(MOST),
    cursor: CURSOR,
  }),
  run: async (book, said) => {
    const { id, grain, from, to, limit = 20, cursor, ...clocks } = said as Clocks & AskedSegment;
    const meta = await clocksOf(book, 'customers.total', clocks);
    if (id === undefined) {
      const { asOf: _asOf, ...known } = clocks;
      return { ...(await book.listSegments(known)), ...meta };
    }
    const span = {
      ...(grain !== undefined && { grain }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    };
    const { rows, version } = await book.showSegmentSize(id, { ...span, ...clocks });
    const page = { limit, ...(cursor !== undefined && { cursor }) };
    const { customers: members, next } = await book.listSegmentMembers(id, { ...clocks, ...page });
    return { id, version, size: rows.slice(-MOST), members, ...more(next), ...meta };
  },
};

interface AskedSegment {
  readonly id?: string;
  readonly grain?: 'month';
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export const THINGS_TOOLS: Readonly<Record<string, Tool>> = { records, customers, segments };
