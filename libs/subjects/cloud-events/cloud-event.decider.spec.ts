import { describe, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import {
  cloudEventDecider,
  type DiscardEvent,
  type QuarantineEvent,
  type ResubmitEvent,
  type TakeEvent,
} from './cloud-event.decider.js';
import type {
  CloudEventDiscarded,
  CloudEventQuarantined,
  CloudEventResubmitted,
  CloudEventTaken,
} from './cloud-event.events.js';

const at = '2024-05-01T00:00:00.000Z';
const base = { schema: 1, occurredAt: at, key: 'cloud-event-r1' } as const;
const about = { id: 'r1', source: '/shop', event: 'e1', type: 'com.shop.order' };
const fact = { type: 'RecordSale', id: 's1' };
const take: TakeEvent = { type: 'TakeEvent', at, taken: { ...about, fact } };
const keep: QuarantineEvent = { type: 'QuarantineEvent', at, quarantined: { ...about, code: 'not-found' } };
const resubmit: ResubmitEvent = { type: 'ResubmitEvent', at, id: 'r1', fact };
const discard: DiscardEvent = { type: 'DiscardEvent', at, id: 'r1', reason: 'a test' };
const taken: CloudEventTaken = { ...base, type: 'CloudEventTaken', data: take.taken };
const kept: CloudEventQuarantined = { ...base, type: 'CloudEventQuarantined', data: keep.quarantined };
const resubmitted: CloudEventResubmitted = { ...base, type: 'CloudEventResubmitted', data: { id: 'r1', fact } };
const discarded: CloudEventDiscarded = { ...base, type: 'CloudEventDiscarded', data: { id: 'r1', reason: 'a test' } };

describe('an event of another system', () => {
  it('is taken or kept, and kept still where its fact is refused', () => {
    given(cloudEventDecider).when(take).yields(taken);
    given(cloudEventDecider).when(keep).yields(kept);
    given(cloudEventDecider, taken).when(keep).yields(kept);
    given(cloudEventDecider, taken).when(take).isRefused('id-conflict');
    given(cloudEventDecider, kept).when(take).isRefused('id-conflict');
    given(cloudEventDecider, kept).when(keep).isRefused('id-conflict');
  });

  it('is resubmitted or discarded once, where it is kept', () => {
    given(cloudEventDecider, kept).when(resubmit).yields(resubmitted);
    given(cloudEventDecider, kept, resubmitted).when(resubmit).yields();
    given(cloudEventDecider, kept).when(discard).yields(discarded);
    given(cloudEventDecider, kept, discarded).when(discard).yields();
    given(cloudEventDecider, kept, discarded).when(resubmit).isRefused('not-found');
    given(cloudEventDecider, kept, resubmitted).when(discard).isRefused('not-found');
    for (const before of [[], [taken]])
      for (const command of [resubmit, discard])
        given(cloudEventDecider, ...before)
          .when(command)
          .isRefused('not-found');
  });
});
