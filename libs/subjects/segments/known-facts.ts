import type { Step } from '#kernel/step.js';
import type { Views } from '#kernel/ports/views.js';
import type { CustomerContext } from '../customers/customer-card.js';
import type { Sight } from '../customers/person.js';

/** What members are told from: facts up to a time of recording, and policies. */
export interface KnownFacts {
  readonly knownAt?: Sight['knownAt'];
  readonly views: Views;
  readonly context: CustomerContext;
  /** Called within what reckons long; what it throws ends the work. */
  readonly step?: Step;
}
