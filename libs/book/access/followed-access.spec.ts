import { afterEach, describe, expect, it } from '@jest/globals';
import type { Problem } from '#kernel/problem.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { Ledger } from '#ledger/ledger.js';
import { Calendar } from '#kernel/time/calendar.js';
import { COMMANDS } from '#subjects/tables.js';
import { issueKey, revokeKey, rotateKey } from './access-desk.js';
import { Doorkeeper } from './doorkeeper.js';
import { FollowedAccess } from './followed-access.js';

/** Two processes on one log: one that takes what is said, one that only follows. */
class TwoProcesses {
  now = '2024-05-01T12:00:00.000Z';
  private readonly clock = () => new Date(this.now);
  readonly log = new MemoryEventLog(this.clock);
  readonly access = new FollowedAccess(this.log);
  readonly ledger = new Ledger({
    log: this.log,
    commands: COMMANDS,
    calendar: new Calendar('UTC', 1),
    currency: 'EUR',
    clock: this.clock,
    rules: {},
  });
  readonly elsewhere = new FollowedAccess(this.log);
  readonly door = new Doorkeeper(this.access, this.clock);
  readonly doorElsewhere = new Doorkeeper(this.elsewhere, this.clock);

  /** Resolves when the other process has heard of something. */
  heard(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.elsewhere.onChange(() => {
        stop();
        resolve();
      });
    });
  }
}

function outcome(door: Doorkeeper, secret: string | undefined): string {
  try {
    return door.admit({ authorization: `Bearer ${secret ?? ''}` }).id;
  } catch (error) {
    return (error as Problem).code;
  }
}

describe('who may what, in two processes', () => {
  let two = new TwoProcesses();
  afterEach(() => {
    two.elsewhere.stop();
    two = new TwoProcesses();
  });

  it('holds where it was said when that is answered, and elsewhere without anybody telling', async () => {
    two.elsewhere.follow();
    const issued = two.heard();
    const { secret } = await issueKey(two, { id: 'shop', name: 'Shop', scopes: ['read'] });
    expect(outcome(two.door, secret)).toBe('key:shop');
    await issued;
    expect(outcome(two.doorElsewhere, secret)).toBe('key:shop');
    const revoked = two.heard();
    await revokeKey(two, 'shop', {});
    expect(outcome(two.door, secret)).toBe('unauthenticated');
    await revoked;
    expect(outcome(two.doorElsewhere, secret)).toBe('unauthenticated');
  });

  it('lets in with each secret of a key for its time, and with none after the key has expired', async () => {
    const key = { id: 'shop', name: 'Shop', scopes: ['read'], expiresAt: '2024-05-01T15:00:00Z' };
    const { secret: first } = await issueKey(two, key);
    const { secret: second } = await rotateKey(two, 'shop', { overlapHours: 1 });
    const outcomes = () => [outcome(two.door, first), outcome(two.door, second)];
    expect(outcomes()).toEqual(['key:shop', 'key:shop']);
    two.now = '2024-05-01T13:00:00.000Z';
    expect(outcomes()).toEqual(['unauthenticated', 'key:shop']);
    two.now = '2024-05-01T15:00:00.000Z';
    expect(outcomes()).toEqual(['unauthenticated', 'key-expired']);
  });

  it('is made anew from a log that was put back', async () => {
    const { secret } = await issueKey(two, { id: 'shop', name: 'Shop', scopes: ['read'] });
    await two.access.forget();
    expect(outcome(two.door, secret)).toBe('key:shop');
  });

  it('is all of it also where somebody looks while it is made anew', async () => {
    const { secret: first } = await issueKey(two, { id: 'shop', name: 'Shop', scopes: ['read'] });
    let reads = 0;
    const log = {
      // The second look is too early for what is recorded next.
      readStream: async (stream: string, from?: number) => (++reads === 2 ? [] : two.log.readStream(stream, from)),
    };
    const access = new FollowedAccess(log);
    const door = new Doorkeeper(access, () => new Date(two.now));
    await access.refresh();
    const { secret: second } = await issueKey(two, { id: 'web', name: 'Web', scopes: ['read'] });
    await Promise.all([access.refresh(), access.forget(), access.refresh()]);
    expect([outcome(door, first), outcome(door, second)]).toEqual(['key:shop', 'key:web']);
  });

  it('says why it cannot be known, and goes on by what was', async () => {
    const { secret } = await issueKey(two, { id: 'shop', name: 'Shop', scopes: ['read'] });
    let isAway = true;
    const log = {
      readStream: (stream: string, from?: number) =>
        isAway ? Promise.reject(new Error('the log is away')) : two.log.readStream(stream, from),
    };
    const access = new FollowedAccess(log);
    const door = new Doorkeeper(access, () => new Date(two.now));
    await expect(access.refresh()).rejects.toThrow('the log is away');
    expect([outcome(door, secret), access.trouble]).toEqual(['unauthenticated', expect.stringContaining('is away')]);
    isAway = false;
    await access.refresh();
    expect([outcome(door, secret), access.trouble]).toEqual(['key:shop', undefined]);
  });

  it('passes over what a newer release has written', async () => {
    const { secret } = await issueKey(two, { id: 'shop', name: 'Shop', scopes: ['read'] });
    const newer = { type: 'KeyPainted', schema: 1, occurredAt: two.now, key: 'access', data: { keyId: 'shop' } };
    await two.log.append('access', 0, [{ ...newer, id: 'e-2', claim: 'paint', hash: 'x', envelope: {} }]);
    await two.access.refresh();
    expect(outcome(two.door, secret)).toBe('key:shop');
  });
});
