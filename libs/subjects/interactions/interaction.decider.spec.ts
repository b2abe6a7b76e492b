import { describe, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import type { InteractionContent, InteractionEvent } from './interaction.events.js';
import { interactionDecider } from './interaction.decider.js';

const at = '2020-03-01T00:00:00.000Z';
const interaction: InteractionContent = { id: 'i1', customerId: 'c1', kind: 'call', personal: { subject: 'hello' } };
const base = { schema: 1, occurredAt: at, key: 'c1' } as const;
const logged: InteractionEvent = { ...base, type: 'InteractionLogged', data: interaction };
const voided: InteractionEvent = {
  ...base,
  type: 'InteractionVoided',
  data: { id: 'i1', change: 'v1', reason: 'wrong customer', interaction: { id: 'i1', customerId: 'c1', kind: 'call' } },
};
const voidIt = { type: 'VoidInteraction', id: 'i1', change: 'v1', reason: 'wrong customer' } as const;

describe('an interaction', () => {
  it('is logged for its customer, closed or not', () => {
    const customer = { closed: true };
    given(interactionDecider).when({ type: 'LogInteraction', at, interaction, customer }).yields(logged);
  });

  it('needs a customer that is registered', () => {
    given(interactionDecider)
      .when({ type: 'LogInteraction', at, interaction })
      .isRefused('customer-unknown', 'customerId');
  });

  it('is voided with all it was but the personal part, dated as it was', () => {
    given(interactionDecider, logged).when(voidIt).yields(voided);
  });

  it('is voided once, if it is there', () => {
    given(interactionDecider).when(voidIt).isRefused('not-found');
    given(interactionDecider, logged, voided)
      .when({ ...voidIt, change: 'v2' })
      .isRefused('already-voided');
  });
});
