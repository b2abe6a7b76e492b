import { describe, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import { followUpDecider, type EndFollowUp, type OpenFollowUp } from './follow-up.decider.js';
import type { FollowUpDone, FollowUpOpened } from './follow-up.events.js';

const at = '2024-05-01T00:00:00.000Z';
const base = { schema: 1, occurredAt: at, key: 'follow-up-f1' } as const;
const opening: OpenFollowUp = { type: 'OpenFollowUp', at, opened: { id: 'f1', customerId: 'ada', assignee: 'Ann' } };
const opened: FollowUpOpened = { ...base, type: 'FollowUpOpened', data: opening.opened };
const finish: EndFollowUp = { type: 'FinishFollowUp', at, id: 'f1', change: 'x' };
const done: FollowUpDone = { ...base, type: 'FollowUpDone', data: { id: 'f1', customerId: 'ada', change: 'x' } };

describe('a follow-up', () => {
  it('is opened, and done once', () => {
    given(followUpDecider).when(opening).yields(opened);
    given(followUpDecider, opened).when(finish).yields(done);
    given(followUpDecider, opened, done)
      .when({ ...finish, change: 'y' })
      .yields();
  });

  it('is what was said of it last', () => {
    const cancel: EndFollowUp = { ...finish, type: 'CancelFollowUp', change: 'y', reason: 'she came by' };
    given(followUpDecider, opened, done)
      .when(cancel)
      .yields({
        ...base,
        type: 'FollowUpCancelled',
        data: { id: 'f1', customerId: 'ada', change: 'y', reason: 'she came by' },
      });
  });

  it('that nobody opened is not over', () => {
    given(followUpDecider).when(finish).isRefused('not-found');
  });
});
