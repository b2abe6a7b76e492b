import type { History, TierOverride } from './history.js';

/** In the order in which they take effect: of several that hold on a day it is the one that began last, of those the last by id. */
export function addOverride({ overrides }: History, added: TierOverride): void {
  const isBehind = ({ from, id }: TierOverride): boolean => from > added.from || (from === added.from && id > added.id);
  const index = overrides.findIndex(isBehind);
  overrides.splice(index < 0 ? overrides.length : index, 0, added);
}

/** @param id all of them where absent @param from the first day on which they hold no more */
export function withdrawOverrides({ overrides }: History, id: string | undefined, from: number): void {
  const left = overrides.flatMap((one) => {
    if (id !== undefined && one.id !== id) return [one];
    return from <= one.from ? [] : [{ ...one, until: Math.min(one.until, from - 1) }];
  });
  overrides.splice(0, overrides.length, ...left);
}

/** The one that holds on a day. */
export function overrideOn({ overrides }: History, day: number): TierOverride | undefined {
  return overrides.findLast(({ from, until }) => from <= day && day <= until);
}
