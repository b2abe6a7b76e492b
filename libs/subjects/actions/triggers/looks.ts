import type { Calendar } from '#kernel/time/calendar.js';
import type { EveningOn } from '../../automations/automation.js';
import type { ReadOn } from '../../read.js';
import type { Others } from '../../segments/customer-on.js';
import { OF_EVERYBODY, OF_RECORDS } from '../../segments/names.js';
import { othersOn } from '../../segments/others.js';
import type { SegmentRule } from '../../segments/segment-rule.js';
import type { RuleBefore } from '../segment-rules.js';
import { dealsOn } from './deals-on.js';
import type { EveningTrigger } from './evening-trigger.js';
import { membersOf } from './membership.js';
import { eveningTrigger } from './trigger-of.js';
import { LOOK_BACK, type Evening, type Look } from './turns.js';

/** The evening of a day. @param at when it is looked at, where that is not as soon as it is over */
export function eveningOf(day: number, calendar: Calendar, at?: string): Evening {
  const end = calendar.startOf(day + 1);
  return { day, start: calendar.startOf(day), end, at: at ?? end };
}

/** How the ends of days are looked at by a trigger: each by its segment as that was then. @param evenings ascending */
export async function looksAt(
  trigger: EveningOn | { readonly every: string },
  evenings: readonly Evening[],
  rules: RuleBefore,
  on: ReadOn,
): Promise<readonly Look[]> {
  const deals = dealsOn(on.calendar);
  const looks: Look[] = [];
  let made: { readonly rule: SegmentRule | undefined; readonly trigger: EveningTrigger | undefined } | undefined;
  for (const evening of evenings) {
    const rule = rules(evening.end);
    if ('every' in trigger) {
      const members = rule && membersOf(`every@${evening.at}`, rule);
      if (members !== undefined)
        looks.push({ ...evening, trigger: members, ...(await othersOf(members, evening, on)) });
      continue;
    }
    if (made === undefined || made.rule !== rule) made = { rule, trigger: eveningTrigger(trigger, { rule, deals }) };
    if (made.trigger !== undefined)
      looks.push({ ...evening, trigger: made.trigger, ...(await othersOf(made.trigger, evening, on)) });
  }
  return looks;
}

/** What a trigger goes by that is about others, on an evening and on the one before. */
async function othersOf(
  { rule, alone }: EveningTrigger,
  { day }: Evening,
  on: ReadOn,
): Promise<Pick<Look, 'others' | 'othersBefore'>> {
  if (rule?.isAbout([...OF_EVERYBODY, ...OF_RECORDS]) !== true) return {};
  const then = (days: readonly number[], known: number): Promise<Others> =>
    othersOn([rule], days, { knownAt: { day: known }, views: on.views, context: on });
  if (alone) return { others: await then([day], day) };
  const back = Array.from({ length: LOOK_BACK + 1 }, (_, i) => day - LOOK_BACK + i);
  return { others: await then(back, day), othersBefore: await then([day - 1], day - 1) };
}
