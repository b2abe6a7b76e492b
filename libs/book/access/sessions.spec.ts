import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MemorySessionStore } from '#sessions-memory/memory-session-store.js';
import { Sessions } from './sessions.js';

const MINUTE = 60_000;

describe('sessions of one book in two processes', () => {
  let now: number;
  let ticks: number;
  let here: Sessions;
  let there: Sessions;
  let store: MemorySessionStore;
  beforeEach(() => {
    now = Date.parse('2024-05-01T10:00:00Z');
    ticks = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => ticks);
    store = new MemorySessionStore();
    const clock = (): Date => new Date(now);
    [here, there] = [new Sessions(store, clock), new Sessions(store, clock)];
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const bo = { subject: 'bo', name: 'Bo Day', groups: ['bosses'], told: { team: ['north'] }, visit: 'v-1' };
  const signedIn = async () => here.begin(bo);
  const seenBy = async (sessions: Sessions, secret: string) => {
    await sessions.look(secret);
    return sessions.of(secret);
  };

  it('are known to the other as they began, and to nobody by what is kept of them', async () => {
    const secret = await signedIn();
    expect(here.of(secret)).toEqual(bo);
    expect(there.of(secret)).toBeUndefined();
    expect(await seenBy(there, secret)).toEqual(bo);
    expect(await store.get(secret)).toBeUndefined();
  });

  it('end in the other within a second of where somebody signs out, or the issuer says so', async () => {
    const secrets = [await signedIn(), await here.begin({ ...bo, visit: 'v-2' })] as const;
    for (const secret of secrets) expect(await seenBy(there, secret)).toBeDefined();
    await here.end(secrets[0]);
    await here.endOf({ subject: 'bo', visit: 'v-2' });
    expect(secrets.map((secret) => here.of(secret))).toEqual([undefined, undefined]);
    ticks += 999;
    expect(await seenBy(there, secrets[0])).toBeDefined();
    ticks += 1;
    for (const secret of secrets) expect(await seenBy(there, secret)).toBeUndefined();
  });

  it('end there too for who listens without asking again', async () => {
    const secret = await signedIn();
    await seenBy(there, secret);
    await here.end(secret);
    ticks += 1_000;
    expect(there.of(secret)).toBeDefined();
    await Promise.resolve();
    await Promise.resolve();
    expect(there.of(secret)).toBeUndefined();
  });

  it('go on for an hour from the last request, wherever that was, and never beyond eight', async () => {
    const secret = await signedIn();
    for (let minutes = 0; minutes < 480; minutes += 59) {
      ticks += 1_000;
      const sessions = minutes % 2 === 0 ? here : there;
      expect(await seenBy(sessions, secret)).toEqual(bo);
      sessions.used(secret);
      now += 59 * MINUTE;
    }
    ticks += 1_000;
    expect(await seenBy(here, secret)).toBeUndefined();
    const next = await signedIn();
    now += 60 * MINUTE;
    expect(await seenBy(there, next)).toBeUndefined();
  });
});
