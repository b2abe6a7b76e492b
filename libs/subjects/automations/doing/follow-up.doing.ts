import type { TObject } from 'typebox';
import { object, optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { present } from '#ledger/command.js';
import { formatDay } from '#kernel/time/calendar.js';
import { duration } from '../../alerts/alert.kinds.js';
import type { Doing } from './doing.js';

/** Who a follow-up goes to in place of somebody by name: whoever sells to the customer. */
const SALESPERSON = 'salesperson';

const FIELDS = {
  assign: optional(label),
  due: optional(duration('days from the one on which it became known')),
  note: optional(text),
};

/** A follow-up that is to be opened. */
export type Task = { readonly assignee?: string; readonly due?: string; readonly note?: string };

/** Somebody is to do something about the customer. */
export const FOLLOW_UP: Doing<TObject<typeof FIELDS>, Task> = {
  said: object(FIELDS),
  /** Notes go out as they are written: one that has something in it to be filled in would not be what was meant. */
  check: ({ note }, fail) => {
    if (/\{[{%]/.test(note ?? '')) fail('note', 'is taken as it is: there are no names to be filled in');
  },
  plan: ({ assign, due, note }, { seller, day }) => {
    const assignee = assign === SALESPERSON ? seller : (assign ?? '');
    return present({
      assignee: assignee === '' ? undefined : assignee,
      due: due === undefined ? undefined : formatDay(day + Number.parseInt(due, 10)),
      note,
    });
  },
  follows: async (task, { id, customer: customerId, automation, occasion }) => [
    { command: { type: 'OpenTask', data: { id, customerId, ...task, automation, occasion } } },
  ],
};
