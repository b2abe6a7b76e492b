import { conditionsOf } from '../automations/condition.js';
import type { ReadOn } from '../read.js';
import { Beside } from './beside.js';
import { decidedBy, judge, type Found, type Judged } from './occasions.js';
import type { Version } from './versions.js';

/** Customers who are looked at together where something has to be looked up of them: all that is known of each is held meanwhile. */
const TOGETHER = 500;

/** What was found somewhere, and what follows from it. */
export interface JudgedOf<Of> {
  readonly of: Of;
  readonly judged: readonly Judged[];
}

/**
 * What follows by one version from what was found, in the order in which it was. Facts are judged one by one: their customers are read by
 * their journals, which have all that conditions ask for.
 * @param isOn whether the version is switched on when what was found is decided, where that is known otherwise than by itself
 */
export async function* judgedIn<Of>(
  version: Version,
  all: AsyncIterable<Of>,
  foundIn: (of: Of) => Iterable<Found>,
  on: ReadOn,
  isOn: (one: Found) => boolean = () => true,
): AsyncIterable<JudgedOf<Of>> {
  const { rule } = version;
  const beside = new Beside(conditionsOf(rule), on);
  for await (const some of together(all, 'fact' in rule.on ? 1 : TOGETHER)) {
    const found = some.map((of) => ({ of, found: [...foundIn(of)] }));
    const asked = found.flatMap((one) => one.found);
    await beside.prepare(
      asked.map((one) => ({ customer: one.customer, days: [one.then.day, decidedBy(rule, one, on).day] })),
    );
    for (const { of, found: own } of found) {
      const judged: Judged[] = [];
      for (const one of own) {
        const occasion = await judge(version, one, beside, on, isOn(one));
        if (occasion !== undefined) judged.push(occasion);
      }
      yield { of, judged };
    }
  }
}

async function* together<Of>(all: AsyncIterable<Of>, most: number): AsyncIterable<readonly Of[]> {
  let some: Of[] = [];
  for await (const one of all) {
    some.push(one);
    if (some.length < most) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
