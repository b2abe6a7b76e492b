import { describe, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import { pauseDecider, type PauseChannel, type ResumeChannel } from './pause.decider.js';
import type { PauseEvent } from './pause.events.js';

const at = '2024-05-01T12:00:00.000Z';
const common = { schema: 1, occurredAt: at, key: 'pause-ops' } as const;
const data = { id: 'p1', channelId: 'ops', reason: 'it answers 500', failingSince: '2024-04-30T12:00:00.000Z' };
const { reason, failingSince } = data;
const pause: PauseChannel = { type: 'PauseChannel', at, id: 'ops', change: 'p1', reason, failingSince };
const resume: ResumeChannel = { type: 'ResumeChannel', at, id: 'ops', change: 'r1' };
const paused: PauseEvent = { type: 'ChannelPaused', ...common, data };
const resumed: PauseEvent = { type: 'ChannelResumed', ...common, data: { id: 'r1', channelId: 'ops' } };

describe('the pause of a channel', () => {
  it('begins and ends', () => {
    given(pauseDecider).when(pause).yields(paused);
    given(pauseDecider, paused).when(resume).yields(resumed);
    given(pauseDecider, paused, resumed).when(pause).yields(paused);
  });

  it('may begin again, since it ends by itself when the channel is said anew', () => {
    given(pauseDecider, paused).when(pause).yields(paused);
  });

  it('is not ended where it is over', () => {
    given(pauseDecider).when(resume).yields();
    given(pauseDecider, paused, resumed).when(resume).yields();
  });
});
