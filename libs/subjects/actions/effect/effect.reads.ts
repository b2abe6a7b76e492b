import { findAll } from '#kernel/ports/find-all.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { Automation } from '../../automations/automation.js';
import { countedJournal } from '../../customers/customer-card.js';
import { familyIn } from '../../customers/merging/journals.js';
import { knownOf, type Sight } from '../../customers/person.js';
import { NO_PARAMETERS, reads, type ReadOn } from '../../read.js';
import { DECISIONS, type KeptDecision } from '../action.facts.js';
import { counts } from '../decision.js';
import { needVersion } from '../versions.js';
import { compared } from './compared.js';
import { EFFECT } from './effect.answers.js';
import { outcomeOf, type Measuring, type Outcome } from './outcome.js';
import { responsesOf } from './responses.js';

const NO_GOAL = 'it has no goal by which those it acted on could be held against those held out';
/** Customers whose journals are read at a time. */
const AT_A_TIME = 20;

/** What an automation changed, by its goal as it is now, and how it was answered: as of a day, as known at another. */
export const SHOW_EFFECT = reads({
  path: 'automations/:id/effect',
  scope: 'read',
  parameters: NO_PARAMETERS,
  answers: EFFECT,
  answeredFrom: 'histories',
  example: { summary: 'What an automation changed', id: 'thank-you', query: { asOf: '2024-12-31' } },
  looksAt: (_asked, { customers }) => ({ journals: customers }),
  answer: async ({ id, asOf, knownAt }, on) => {
    const { version, content } = await needVersion(id, on);
    const { goal, cost } = content as object as Automation;
    const measuring = { automation: id, goal, asOf: asOf.day };
    const outcomes = await outcomesOf(measuring, knownAt, on);
    const response = responsesOf(outcomes, cost);
    const about = { id, version, asOf: formatDay(asOf.day), response };
    return goal === undefined ? { ...about, warnings: [NO_GOAL] } : { ...about, goal, ...compared(outcomes) };
  },
});

/** Of every customer about whom something was decided that can be compared: those who are one are one. */
async function outcomesOf(measuring: Measuring, knownAt: Sight['knownAt'], on: ReadOn): Promise<readonly Outcome[]> {
  const customers = new Set<string>();
  for await (const { body } of findAll(on.views, DECISIONS, { where: { automation: measuring.automation } })) {
    const { customer, reason } = body as object as KeptDecision;
    if (counts(reason)) customers.add(customer);
  }
  const all = [...customers];
  const told = new Set<string>();
  const outcomes: Outcome[] = [];
  for (let at = 0; at < all.length; at += AT_A_TIME) {
    on.step();
    const some = all.slice(at, at + AT_A_TIME);
    const journals = await Promise.all(some.map((customer) => countedJournal(customer, on.views)));
    for (const [i, customer] of some.entries()) {
      const known = knownOf(journals[i] ?? [], { knownAt }, on.calendar);
      const { id } = familyIn(customer, known);
      if (told.has(id)) continue;
      told.add(id);
      outcomes.push(...listOf(outcomeOf(id, known, measuring, on)));
    }
  }
  return outcomes;
}

function listOf(outcome: Outcome | undefined): readonly Outcome[] {
  return outcome === undefined ? [] : [outcome];
}
