import type { Decider } from '#kernel/decider.js';
import type { NewEvent, RecordedEvent } from '#kernel/event.js';
import type { Aggregate } from '#engine/record/handle.js';
import { creditDecider } from './credit.decider.js';
import { creditSaid } from './credit.commands.js';
import { customerDecider } from './customer.decider.js';
import { customerSaid } from './customer.commands.js';
import { needDecodable } from './events.decodable.js';
import { differingFields, type Said } from './differences.js';
import type { BookEvent } from './events.js';
import { interactionDecider } from './interaction.decider.js';
import { interactionSaid } from './interaction.commands.js';
import { opportunityDecider } from './opportunity.decider.js';
import { opportunitySaid } from './opportunity.commands.js';
import { periodDecider } from './period.decider.js';
import { periodSaid } from './period.commands.js';
import { policiesDecider } from './policies.decider.js';
import { policySaid } from './policies.commands.js';
import { ratesDecider } from './rates.decider.js';
import { rateSaid } from './rates.commands.js';
import { saleDecider } from './sale.decider.js';
import { saleSaid } from './sale.commands.js';
import { targetsDecider } from './targets.decider.js';
import { targetSaid } from './targets.commands.js';

/** Streams are found by these prefixes: changing one orphans every stored stream of its kind. */
export const CUSTOMER = aggregate('customer-', customerDecider, customerSaid, true);
export const SALE = aggregate('sale-', saleDecider, saleSaid);
export const CREDIT = aggregate('credit-', creditDecider, creditSaid);
export const INTERACTION = aggregate('interaction-', interactionDecider, interactionSaid);
export const OPPORTUNITY = aggregate('opportunity-', opportunityDecider, opportunitySaid);

export const PERIOD = { ...aggregate('period-', periodDecider, periodSaid), claimsFirst: true };

/** Streams of which the book has one each, named by the prefix alone. */
export const RATES = single('rates', ratesDecider, rateSaid);
export const TARGETS = single('targets', targetsDecider, targetSaid);
export const POLICIES = single('policies', policiesDecider, policySaid);

function aggregate<State, Command, Event extends BookEvent>(
  prefix: string,
  decider: Decider<State, Command, Event>,
  said: (event: Event) => Said,
  warm = false,
): Aggregate<State, Command> {
  return {
    prefix,
    warm,
    initial: decider.initial,
    decide: (command, state) => decider.decide(command, state),
    // A stream holds the events of its own decider only.
    evolve: (state, event) => decider.evolve(state, event as NewEvent & Event),
    claimsFirst: false,
    needDecodable,
    weigh: ({ data }) => (Array.isArray(data['lines']) ? data['lines'].length : 1),
    differing: (content, recorded) => differingFields(content, said(recorded as RecordedEvent & Event), recorded.hash),
  };
}

/** Here the first event is one fact among others, and claims its id like them. */
function single<State, Command, Event extends BookEvent>(
  name: string,
  decider: Decider<State, Command, Event>,
  said: (event: Event) => Said,
): Aggregate<State, Command> {
  return { ...aggregate(name, decider, said), claimsFirst: true };
}
