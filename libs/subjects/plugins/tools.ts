import { Type } from 'typebox';
import { eachChange } from '#engine/project/changes.js';
import { cron, dayTurns } from '#engine/schedule/timetable.js';
import { readableOf, readWholeJournal } from '#figures/journal/journal.js';
import { Problem } from '#kernel/problem.js';
import { aggregate } from '#ledger/aggregate.js';
import { pastInstant, present } from '#ledger/command.js';
import { adds, begins, changes } from '#ledger/command-type.js';
import { commandInput } from '#ledger/input/command-input.js';
import { understood } from '#ledger/input/kind.js';
import { amount, positiveAmount, quantity, rate, whole } from '#ledger/input/number.js';
import { list, map, object, optional } from '#ledger/input/object.js';
import { currency, label, labels, oneOf, text } from '#ledger/input/text.js';
import { date, instant } from '#ledger/input/time.js';
import { token, url } from '../channels/channel-fields.js';
import { customerOf, customerStream } from '../customers/customer-as-of.js';
import { onTimeline } from '../customers/timeline/effect.js';
import { addSaid } from '../customers/timeline/history.js';
import { namedSubject } from '../named.js';
import { reads } from '../read.js';

/** What a subject is made with: handed to it, so that a plug-in needs no copy of Tallybook of its own. */
export const TOOLS = {
  aggregate,
  begins,
  changes,
  adds,
  commandInput,
  /** What inputs are made of. */
  inputs: {
    label,
    labels,
    text,
    currency,
    oneOf,
    instant,
    date,
    amount,
    positiveAmount,
    quantity,
    rate,
    whole,
    optional,
    understood,
    object,
    list,
    map,
    /** Of channels: where something is posted to, and what lets it in there, which is secret. */
    url,
    token,
  },
  present,
  pastInstant,
  onTimeline,
  addSaid,
  eachChange,
  customerOf,
  customerStream,
  cron,
  dayTurns,
  namedSubject,
  reads,
  readWholeJournal,
  readableOf,
  Type,
  Problem,
} as const;
export type Tools = typeof TOOLS;
