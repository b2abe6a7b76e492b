import { formatDay, parseDay } from '#kernel/time/calendar.js';
import type { DateOn } from '../../automations/automation.js';
import { allowedDays, medianGap } from '../../customers/overdue.js';
import type { CustomerOn } from '../../segments/customer-on.js';
import type { Seen } from '../known-customer.js';
import type { EveningTrigger } from './evening-trigger.js';
import type { DealsOn } from './deals-on.js';

/** So many days after one of a customer's days, or before it, have begun with the morning that follows. @param deals its opportunities */
export function dateOf({ of, after, before }: DateOn, deals: DealsOn): EveningTrigger {
  const days = after === undefined ? -Number.parseInt(before ?? '0', 10) : Number.parseInt(after, 10);
  const shift = `${of}${days < 0 ? '' : '+'}${String(days)}d`;
  const found = of === 'expected_close' ? closings(deals) : ownDay(of);
  return {
    ...(of === 'expected_close' && { ofJournal: true }),
    read: (seen) =>
      found(seen).flatMap(({ name, day }) =>
        // The evening of a day is the morning of the next.
        day + days <= seen.day + 1 ? [`${shift}${name}@${formatDay(day + days)}`] : [],
      ),
    isOccasion: (now, was) => !was.includes(now),
    nameOf: (now) => now,
  };
}

interface Dated {
  readonly name: string;
  readonly day: number;
}

function closings(deals: DealsOn): (seen: Seen) => readonly Dated[] {
  return (seen) =>
    deals(seen).flatMap(({ id, expectedCloseOn }) => {
      const day = expectedCloseOn === undefined ? undefined : parseDay(expectedCloseOn);
      return day === undefined ? [] : [{ name: `:${id}`, day }];
    });
}

function ownDay(of: Exclude<DateOn['of'], 'expected_close'>): (seen: Seen) => readonly Dated[] {
  return ({ on }) => {
    const day = on === undefined ? undefined : DAYS[of](on);
    return day === undefined ? [] : [{ name: '', day }];
  };
}

const DAYS: Readonly<Record<Exclude<DateOn['of'], 'expected_close'>, (on: CustomerOn) => number | undefined>> = {
  registration: ({ history: { registeredDay }, day }) =>
    registeredDay !== undefined && registeredDay <= day ? registeredDay : undefined,
  first_purchase: ({ purchaseDays: [first] }) => first,
  last_purchase: ({ lastPurchase }) => lastPurchase,
  expected_purchase: expectedPurchase,
};

/** A usual gap after the last purchase, rounded up to a day; undefined for who bought on too few days to have one. */
function expectedPurchase({ purchaseDays }: CustomerOn): number | undefined {
  const [last, gap] = [purchaseDays.at(-1), medianGap(purchaseDays)];
  if (last === undefined || gap === undefined || allowedDays(purchaseDays.length, gap) === undefined) return undefined;
  return last + Math.ceil(gap);
}
