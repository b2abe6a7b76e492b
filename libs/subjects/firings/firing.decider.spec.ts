import { describe, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import { firingDecider, type FiringCommand } from './firing.decider.js';
import type { Fired, FiringEvent } from './firing.events.js';

const at = '2024-03-01T12:00:00.000Z';
const of: Fired = {
  alert: 'low',
  part: 'south',
  occasion: 1,
  value: '2',
  threshold: '1',
  window: { from: '2024-03-01', to: '2024-03-01' },
  position: 7,
  firedFor: '2024-03-01',
  title: 'Low',
  severity: 'info',
  channels: [],
};
const fire = (occasion: number, isWatched = true): FiringCommand => {
  return { type: 'FireAlert', at, fired: { ...of, occasion }, isWatched };
};
const fired = (occasion: number): FiringEvent => {
  return { type: 'AlertFired', schema: 1, occurredAt: at, key: 'alert-low', data: { ...of, occasion } };
};
const resolved: FiringEvent = {
  type: 'AlertResolved',
  schema: 1,
  occurredAt: at,
  key: 'alert-low',
  data: { alert: 'low', part: 'south', occasion: 1, value: '0', position: 8, resolvedFor: '2024-03-01' },
};

describe('a part of an alert', () => {
  it('fires one occasion after another, each once', () => {
    given(firingDecider).when(fire(1)).yields(fired(1));
    given(firingDecider, fired(1)).when(fire(1)).yields();
    given(firingDecider, fired(1)).when(fire(2)).yields();
    given(firingDecider, fired(1), resolved).when(fire(1)).yields();
    given(firingDecider, fired(1), resolved).when(fire(2)).yields(fired(2));
  });

  it('does not fire by a rule that was removed or switched off since it was judged', () => {
    given(firingDecider).when(fire(1, false)).yields();
    given(firingDecider, fired(1), resolved).when(fire(2, false)).yields();
  });
});
