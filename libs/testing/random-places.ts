import fc from 'fast-check';
import type { Row, SumRequest } from '#kernel/ports/views-schema.js';
import { randomRequest, word } from './random-views.js';

/** Moves of customers from place to place, each known no earlier than the one before; some taken back and put again elsewhere. */
export const randomStays: fc.Arbitrary<readonly Row[]> = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('a', 'b', 'é'),
      fc.array(fc.record({ after: fc.nat(6), late: fc.nat(6), region: word, tier: word, isElsewhere: fc.boolean() }), {
        maxLength: 4,
      }),
    ),
    { selector: ([customer]) => customer },
  )
  .map((customers) => customers.flatMap(([customer, steps]) => staysOf(customer, steps)));

interface Step {
  readonly after: number;
  readonly late: number;
  readonly region: string;
  readonly tier: string;
  /** Whether it was said to lead nowhere first. */
  readonly isElsewhere: boolean;
}

function staysOf(customer: string, steps: readonly Step[]): readonly Row[] {
  const rows: Row[] = [];
  let [valid, recorded] = [0, 0];
  let before = ['', ''];
  for (const { after, late, region, tier, isElsewhere } of steps) {
    [valid, recorded] = [valid + after, Math.max(recorded, valid + after + late)];
    const move = (to: readonly string[], sign: bigint): Row => ({
      ...{ series: 'stays', valid, recorded, customer, record: '', mark: 0 },
      dimensions: [before[0] ?? '', to[0] ?? '', before[1] ?? '', to[1] ?? ''],
      measures: [sign],
    });
    if (isElsewhere) rows.push(move(['elsewhere', ''], 1n), move(['elsewhere', ''], -1n));
    rows.push(move([region, tier], 1n));
    before = [region, tier];
  }
  return rows;
}

/** Questions to the series `sales` by where its customers stand. */
export const placedRequest: fc.Arbitrary<SumRequest> = fc
  .record({
    request: randomRequest,
    day: fc.integer({ min: -1, max: 22 }),
    by: fc.subarray(['at:region', 'at:tier']),
    merged: fc.constantFrom<readonly (readonly [string, string])[]>(
      [],
      [['a', 'b']],
      [
        ['a', 'é'],
        ['b', 'é'],
      ],
    ),
    only: fc.option(fc.tuple(fc.constantFrom('at:region', 'at:tier'), fc.array(word, { minLength: 1, maxLength: 2 })), {
      nil: undefined,
    }),
  })
  .map(({ request, day, by, merged, only }) => {
    const where = only === undefined ? {} : { [only[0]]: only[1] };
    const names = [...new Set([...by, ...Object.keys(where)])];
    const columns = names.map((name) => {
      const part = name.slice('at:'.length);
      return [name, { from: `from_${part}`, to: `to_${part}`, own: part === 'tier' ? 'product' : part }] as const;
    });
    if (columns.length === 0) return request;
    const places = { series: 'stays', measure: 'moves', day, columns: Object.fromEntries(columns), merged };
    return { ...request, group: [...by, ...request.group], where: { ...request.where, ...where }, places };
  });
