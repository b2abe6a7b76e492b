import { describe, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import { consentDecider, type SetConsent } from './consent.decider.js';
import type { ConsentEvent } from './consent.events.js';

const at = (day: string) => `2024-${day}T00:00:00.000Z`;
const said = (type: ConsentEvent['type'], change: number, day: string, channel = 'mail'): ConsentEvent => ({
  type,
  schema: 1,
  occurredAt: at(day),
  key: 'ada',
  data: { customerId: 'ada', channel, change },
});
const set = (is: boolean, day: string, channel = 'mail'): SetConsent => ({
  type: 'SetConsent',
  id: 'ada',
  channel,
  given: is,
  at: at(day),
});

describe('a consent', () => {
  it('is given and withdrawn, each once however often it is said', () => {
    const nothing = given(consentDecider);
    nothing.when(set(true, '02-01')).yields(said('ConsentGiven', 1, '02-01'));
    // Somebody refuses before anybody asked.
    nothing.when(set(false, '02-01')).yields(said('ConsentWithdrawn', 1, '02-01'));
    const agreed = given(consentDecider, said('ConsentGiven', 1, '02-01'));
    agreed.when(set(true, '02-01')).yields();
    agreed.when(set(true, '05-01')).yields();
    agreed.when(set(false, '02-01')).yields(said('ConsentWithdrawn', 2, '02-01'));
  });

  it('is one for each channel', () => {
    given(consentDecider, said('ConsentGiven', 1, '02-01'))
      .when(set(true, '02-01', 'chat'))
      .yields(said('ConsentGiven', 2, '02-01', 'chat'));
  });

  it('goes by when it was meant, however late it is said', () => {
    const both = given(consentDecider, said('ConsentGiven', 1, '02-01'), said('ConsentWithdrawn', 2, '04-01'));
    both.when(set(false, '03-01')).yields(said('ConsentWithdrawn', 3, '03-01'));
    both.when(set(true, '03-01')).yields();
    both.when(set(true, '04-01')).yields(said('ConsentGiven', 3, '04-01'));
    both.when(set(false, '05-01')).yields();
    both.when(set(true, '01-01')).yields(said('ConsentGiven', 3, '01-01'));
  });

  it('is what was said last of one instant', () => {
    given(consentDecider, said('ConsentGiven', 1, '02-01'), said('ConsentWithdrawn', 2, '02-01'))
      .when(set(true, '02-01'))
      .yields(said('ConsentGiven', 3, '02-01'));
  });
});
