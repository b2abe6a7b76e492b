import { expect } from '@jest/globals';
import type { Server } from './server.js';

/** What was published of models of customers' purchases, as far as it is compared. */
export interface Models {
  readonly published: { readonly gamma_gamma: { readonly customers: number } };
  readonly recomputed: {
    readonly n: number;
    readonly 'x_freq_0..6,7+': readonly number[];
    readonly holdout_total: number;
    readonly mean_p_alive: number;
    readonly bgnbd: readonly number[];
    readonly bgnbd_ll: number;
    readonly gg: readonly number[];
    readonly gg_ll: number;
    readonly bgnbd_predicted_holdout_39w: number;
    readonly top5_expected_next_week: Readonly<Record<string, number>>;
  };
}

/** As much of what `/v1/clv` answers. */
export interface Valued {
  readonly parameters: {
    readonly bgnbd: Readonly<Record<'r' | 'alpha' | 'a' | 'b' | 'logLikelihood' | 'customers', number>>;
    readonly gammaGamma: Readonly<Record<'p' | 'q' | 'v' | 'logLikelihood' | 'customers', number>>;
  };
  readonly totals: { readonly expectedPurchases: number };
  readonly holdout?: {
    readonly bgnbd: object;
    readonly predicted: number;
    readonly actual: number;
    readonly classes: readonly { readonly customers: number }[];
  };
  readonly customers: readonly {
    readonly id: string;
    readonly pAlive: number;
    readonly expectedPurchases: number;
    readonly expectedValue: number;
  }[];
  readonly next: string | null;
  readonly warnings: readonly string[];
}

/** Every page of what customers were expected to buy, as of the end of the calibration. */
export async function everyCustomer(server: Server): Promise<Valued['customers']> {
  const found: Valued['customers'][number][] = [];
  for (let cursor = ''; ;) {
    const page = (await server.get(
      `/v1/clv?asOf=1997-09-30&unit=week&horizon=39&sort=id&limit=1000${cursor}`,
    )) as unknown as Valued;
    found.push(...page.customers);
    if (page.next === null) return found;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
}

/** Of customers in the order of their numbers, whatever they are called by in either book. */
export async function expectSameValues(one: Server, other: Server): Promise<void> {
  const numberOf = (id: string): number => Number(id.replace(/^\D+/, ''));
  const [here, there] = await Promise.all(
    [one, other].map(async (server) => {
      const customers = await everyCustomer(server);
      return customers.toSorted((a, b) => numberOf(a.id) - numberOf(b.id));
    }),
  );
  expect(there?.map(({ id }) => numberOf(id))).toEqual(here?.map(({ id }) => numberOf(id)));
  for (const [i, { pAlive, expectedPurchases, expectedValue }] of (here ?? []).entries()) {
    expect(there?.[i]?.pAlive).toBeCloseTo(pAlive, 9);
    expect(there?.[i]?.expectedPurchases).toBeCloseTo(expectedPurchases, 9);
    expect(there?.[i]?.expectedValue).toBeCloseTo(expectedValue, 9);
  }
}
