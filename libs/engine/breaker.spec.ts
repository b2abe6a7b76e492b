import { beforeEach, describe, expect, it } from '@jest/globals';
import { Breaker } from './breaker.js';
import { patiently } from './patience.js';
import { StoreAway } from '#kernel/store-away.js';

class Lost extends Error {}

interface Timer {
  readonly ms: number;
  readonly run: () => void;
}

/** A store that answers when it is told to, and timers that go off when they are told to. */
class World {
  readonly timers = new Set<Timer>();
  probes = 0;
  calls = 0;
  isThere = true;
  readonly breaker = new Breaker({
    code: 'log-unavailable',
    store: 'TheStore',
    probe: async () => {
      this.probes++;
      if (!this.isThere) throw new Lost('nobody listens');
    },
    isAway: (error) => error instanceof Lost,
    later: (ms, run) => {
      const timer = { ms, run };
      this.timers.add(timer);
      return () => this.timers.delete(timer);
    },
  });

  readonly ask = async (): Promise<string> => {
    this.calls++;
    if (!this.isThere) throw new Lost('no answer');
    return 'answer';
  };

  /** A call's outcome, in a word. */
  call(ask = this.ask): Promise<string> {
    return this.breaker.call(ask).catch((error: unknown) => (error instanceof StoreAway ? error.code : String(error)));
  }

  /** Whatever has been waited for so far happens; then the timers of so many milliseconds go off. */
  async goOff(ms: number): Promise<void> {
    await settled();
    for (const timer of this.timers) {
      if (timer.ms !== ms) continue;
      this.timers.delete(timer);
      timer.run();
    }
    await settled();
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const [SUSPECT, PATIENCE, FIRST_PROBE, SECOND_PROBE] = [1_500, 1_000, 50, 100];

describe('a store behind a breaker', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  it('is asked as if there were none while it answers', async () => {
    expect(await Promise.all([world.call(), world.call()])).toEqual(['answer', 'answer']);
    expect(await world.call(() => Promise.reject(new Error('a conflict')))).toBe('Error: a conflict');
    expect([world.probes, world.timers.size]).toEqual([0, 0]);
  });

  it('that is away is asked for by one probe, and everybody else is answered at once', async () => {
    world.isThere = false;
    const sent = Array.from({ length: 24 }, () => world.call());
    await world.goOff(PATIENCE);
    expect(new Set(await Promise.all(sent))).toEqual(new Set(['log-unavailable']));
    expect([world.calls, world.probes]).toEqual([24, 1]);
    expect(new Set(await Promise.all(Array.from({ length: 100 }, () => world.call())))).toEqual(
      new Set(['log-unavailable']),
    );
    expect([world.calls, world.probes]).toEqual([24, 1]);
    await world.goOff(FIRST_PROBE);
    expect(world.probes).toBe(2);
    expect([...world.timers].map(({ ms }) => ms)).toEqual([SECOND_PROBE]);
  });

  it('is asked again as soon as a probe has found it, also by those whose call was lost', async () => {
    world.isThere = false;
    const lost = world.call();
    await settled();
    world.isThere = true;
    await world.goOff(FIRST_PROBE);
    expect([await lost, await world.call()]).toEqual(['answer', 'answer']);
    expect(world.timers.size).toBe(0);
  });

  it('that is silent is found out while it is waited for, and nobody waits on', async () => {
    const silent = Array.from({ length: 5 }, () => world.call(() => new Promise(() => undefined)));
    world.isThere = false;
    await world.goOff(SUSPECT);
    await world.goOff(PATIENCE);
    expect(await Promise.all(silent)).toEqual(silent.map(() => 'log-unavailable'));
    expect(world.probes).toBe(1);
  });

  it('that is only slow is waited for as long as it gives signs of life', async () => {
    let answer = (_text: string): void => undefined;
    const slow = world.call(() => new Promise((resolve) => (answer = resolve)));
    await world.goOff(SUSPECT);
    await world.goOff(SUSPECT);
    expect(world.probes).toBe(2);
    answer('late');
    expect(await slow).toBe('late');
    await world.goOff(SUSPECT);
    expect([world.probes, world.timers.size]).toEqual([2, 0]);
  });

  it('that loses a single call gets it again after a growing wait, and nobody else hears of it', async () => {
    let tries = 0;
    const unlucky = world.call(async () => {
      if (++tries < 4) throw new Lost('reset');
      return 'at last';
    });
    for (const ms of [50, 100, 200]) {
      expect(await world.call()).toBe('answer');
      await world.goOff(ms);
    }
    expect([await unlucky, tries, world.timers.size]).toEqual(['at last', 4, 0]);
  });

  it('that loses a call again and again is away for that call only, when its patience is over', async () => {
    const unlucky = world.call(() => Promise.reject(new Lost('reset')));
    await world.goOff(FIRST_PROBE);
    await world.goOff(PATIENCE);
    expect([await unlucky, await world.call()]).toEqual(['log-unavailable', 'answer']);
  });

  it('is waited for by who has patience, up to its end', async () => {
    world.isThere = false;
    const patient = (ms: number): Promise<string> => patiently(ms, () => world.call());
    const before = patient(30_000);
    await world.goOff(PATIENCE);
    const [longer, shorter] = [patient(30_000), patient(20_000)];
    await world.goOff(20_000);
    expect(await shorter).toBe('log-unavailable');
    world.isThere = true;
    await world.goOff(FIRST_PROBE);
    expect([await before, await longer, world.timers.size]).toEqual(['answer', 'answer', 0]);
  });

  it('is said to be away to who asks whether it is there, with the reason', async () => {
    await world.breaker.ask();
    world.isThere = false;
    const asked = [world.breaker.ask(), world.breaker.ask()];
    for (const answer of await Promise.allSettled(asked))
      expect(answer).toMatchObject({ reason: { store: 'TheStore', reason: 'nobody listens', status: 503 } });
    expect(world.probes).toBe(2);
  });

  it('leaves nobody waiting and nothing to go off when it is closed', async () => {
    world.isThere = false;
    const waiting = patiently(30_000, () => world.call());
    await settled();
    world.breaker.close();
    expect([await waiting, world.timers.size]).toEqual(['log-unavailable', 0]);
  });
});
