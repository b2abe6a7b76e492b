import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '#kernel/delivery.js';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import { deliver, deliverDue, Later, Refused, TRY_AGAIN, type Sender } from './deliver.js';

const START = Date.parse('2024-05-01T10:00:00Z');
const about = { kind: 'mail', channel: 'ops', subject: 'alert', body: null };

/** Answers as its script says, then takes everything; notes what it was given. */
class Scripted implements Sender {
  readonly got: string[] = [];

  constructor(
    private readonly script: (Error | 'silent' | undefined)[] = [],
    readonly timeout = 30_000,
  ) {}

  async send({ id }: Delivery, signal: AbortSignal): Promise<void> {
    this.got.push(id);
    const next = this.script.shift();
    if (next === 'silent') await new Promise((resolve) => signal.addEventListener('abort', resolve));
    if (next instanceof Error) throw next;
  }
}

/** Sends when it is let. */
class Held implements Sender {
  readonly got: string[] = [];
  private readonly held = Promise.withResolvers<undefined>();

  release(): void {
    this.held.resolve(undefined);
  }

  async send({ id }: Delivery): Promise<void> {
    this.got.push(id);
    await this.held.promise;
  }
}

describe('the delivery worker', () => {
  it('tries again after longer and longer times, then gives up', async () => {
    const outbox = new MemoryOutbox();
    const sender = new Scripted(Array.from({ length: 9 }, () => new Error('451 later')));
    let now = START;
    const clock = (): Date => new Date(now);
    await outbox.enqueue([{ id: 'a', ...about }], clock().toISOString());
    const outcomes: string[] = [];
    const attempted = (kind: string, outcome: string): unknown => outcomes.push(`${kind} ${outcome}`);
    const watch = { attempted, reached: fail, issued: fail };
    const round = (): Promise<number> => deliverDue({ outbox, senders: { mail: sender }, clock, watch });
    expect(await round()).toBe(1);
    for (const wait of TRY_AGAIN) {
      expect(await outbox.get('a')).toMatchObject({ state: 'waiting', due: new Date(now + wait).toISOString() });
      now += wait - 1;
      expect(await round()).toBe(0);
      now += 1;
      expect(await round()).toBe(1);
    }
    const failed = await outbox.get('a');
    expect([failed?.state, failed?.attempts.length, failed?.attempts.at(-1)?.error]).toEqual([
      'failed',
      8,
      '451 later',
    ]);
    // A person's retry is one more attempt.
    await outbox.retry('a', clock().toISOString());
    expect(await round()).toBe(1);
    expect((await outbox.get('a'))?.state).toBe('failed');
    expect(outcomes).toEqual([...TRY_AGAIN.map(() => 'mail failed'), 'mail given-up', 'mail given-up']);
  });

  it('delivers the others while one fails or is silent, and leaves kinds it cannot send', async () => {
    const outbox = new MemoryOutbox();
    const sender = new Scripted(['silent', new Error('no')], 20);
    const clock = (): Date => new Date(START);
    const ids = ['a', 'b', 'c'].map((id) => ({ id, ...about }));
    await outbox.enqueue([...ids, { id: 'hook', ...about, kind: 'webhook' }], clock().toISOString());
    expect(await deliverDue({ outbox, senders: { mail: sender }, clock })).toBe(3);
    const states = await Promise.all(['a', 'b', 'c', 'hook'].map((id) => outbox.get(id)));
    expect(states.map((one) => [one?.state, one?.attempts.at(-1)?.error])).toEqual([
      ['waiting', 'sending it took longer than 20 ms'],
      ['waiting', 'no'],
      ['delivered', undefined],
      ['waiting', undefined],
    ]);
  });

  it('leaves what goes through channels that wait, and notes what a sender says', async () => {
    const outbox = new MemoryOutbox();
    const waiting = ['ops'];
    const plain = new Scripted();
    const patient = { send: async () => 'not taken for bo', waits: async () => waiting };
    const clock = (): Date => new Date(START);
    const all = [
      { ...about, id: 'a' },
      { ...about, id: 'b', channel: 'boss' },
      { ...about, id: 'c', kind: 'test' },
    ];
    await outbox.enqueue(all, clock().toISOString());
    const senders = { mail: patient, test: plain };
    expect(await deliverDue({ outbox, senders, clock })).toBe(2);
    expect(plain.got).toEqual(['c']);
    const sent = await Promise.all(['a', 'b', 'c'].map((id) => outbox.get(id)));
    expect(sent.map((one) => [one?.state, one?.attempts[0]?.note])).toEqual([
      ['waiting', undefined],
      ['delivered', 'not taken for bo'],
      ['delivered', undefined],
    ]);
    waiting.length = 0;
    expect(await deliverDue({ outbox, senders, clock })).toBe(1);
  });

  it('asks again when a sender says so, once for each time, and takes it for no failure', async () => {
    const outbox = new MemoryOutbox();
    let now = START;
    const clock = (): Date => new Date(now);
    const answers = [new Later('at night', new Date(START + 60_000).toISOString()), new Error('no'), undefined];
    const mail = {
      send: async (): Promise<unknown> => {
        const answer = answers.shift();
        if (answer instanceof Error) throw answer;
        return answer;
      },
    };
    const outcomes: string[] = [];
    const attempted = (_kind: string, outcome: string): unknown => outcomes.push(outcome);
    const round = () =>
      deliverDue({ outbox, senders: { mail }, clock, watch: { attempted, reached: fail, issued: fail } });
    await outbox.enqueue([{ ...about, id: 'a' }], clock().toISOString());
    const tries: number[] = [];
    for (const after of [0, 59_999, 60_000, 60_000 + TRY_AGAIN[0] - 1, 60_000 + TRY_AGAIN[0]]) {
      now = START + after;
      tries.push(await round());
    }
    expect(tries).toEqual([1, 0, 1, 0, 1]);
    const sent = await outbox.get('a');
    expect([sent?.state, sent?.attempts.map(({ note, error }) => note ?? error)]).toEqual([
      'delivered',
      ['at night', 'no', undefined],
    ]);
    expect(outcomes).toEqual(['failed', 'delivered']);
  });

  it('gives up at once what the receiver will never take', async () => {
    const outbox = new MemoryOutbox();
    const clock = (): Date => new Date(START);
    const mail = { send: () => Promise.resolve(new Refused('no such address')) };
    const outcomes: string[] = [];
    const attempted = (_kind: string, outcome: string): unknown => outcomes.push(outcome);
    await outbox.enqueue([{ ...about, id: 'a' }], clock().toISOString());
    await deliverDue({ outbox, senders: { mail }, clock, watch: { attempted, reached: fail, issued: fail } });
    const told = { state: 'failed', attempts: [expect.objectContaining({ error: 'no such address' })] };
    expect(await outbox.get('a')).toMatchObject(told);
    expect(outcomes).toEqual(['given-up']);
  });

  it('has nothing in hand where a sender does not say what waits', async () => {
    const outbox = new MemoryOutbox();
    const senders = {
      mail: new Scripted(),
      chat: {
        send: async (delivery: Delivery) => fail(delivery),
        waits: () => Promise.reject(new Error('the read models are away')),
      },
    };
    const clock = (): Date => new Date(START);
    await outbox.enqueue([{ ...about, id: 'a' }], clock().toISOString());
    await expect(deliverDue({ outbox, senders, clock })).rejects.toThrow('away');
    expect(await outbox.get('a')).toMatchObject({ state: 'waiting', attempts: [] });
  });

  it('sends once what is under way while the clock leaps past its claim, as on a machine that slept', async () => {
    const outbox = new MemoryOutbox();
    let now = START;
    const clock = (): Date => new Date(now);
    const sender = new Held();
    await outbox.enqueue([{ id: 'a', ...about }], clock().toISOString());
    const pump = deliver({ outbox, senders: { mail: sender }, clock, onError: fail, lookEvery: 1 });
    await until(() => sender.got.length === 1);
    now += 31 * 86_400_000;
    await until(async () => (await outbox.get('a'))?.attempts.length === 2);
    sender.release();
    await until(async () => (await outbox.get('a'))?.state === 'delivered');
    await pump.stop();
    expect(sender.got).toEqual(['a']);
  });

  it('writes down before it stops what was being sent', async () => {
    const outbox = new MemoryOutbox();
    const clock = (): Date => new Date(START);
    const sender = new Held();
    await outbox.enqueue([{ id: 'a', ...about }], clock().toISOString());
    const pump = deliver({ outbox, senders: { mail: sender }, clock, onError: fail, lookEvery: 1 });
    await until(() => sender.got.length === 1);
    const stopped = pump.stop();
    sender.release();
    await stopped;
    expect(await outbox.get('a')).toMatchObject({ state: 'delivered' });
  });

  it('shares the work: of several workers each delivery is sent by one', async () => {
    const outbox = new MemoryOutbox();
    const sender = new Scripted();
    const ids = Array.from({ length: 95 }, (_, i) => `d${String(i).padStart(2, '0')}`);
    await outbox.enqueue(
      ids.map((id) => ({ id, ...about })),
      new Date(START).toISOString(),
    );
    const done = async (): Promise<boolean> => (await outbox.find({ state: 'delivered', limit: 100 })).length === 95;
    const options = { outbox, senders: { mail: sender }, clock: () => new Date(), lookEvery: 1, onError: fail };
    const workers = [deliver(options), deliver(options), deliver(options)];
    await until(done);
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(sender.got.toSorted()).toEqual(ids);
  });

  it('says what is wrong with the outbox, and goes on when it is right again', async () => {
    const outbox = new MemoryOutbox();
    const sender = new Scripted();
    let broken = 3;
    const shaky = Object.assign(Object.create(outbox) as MemoryOutbox, {
      claim: (request: Parameters<MemoryOutbox['claim']>[0]) =>
        broken-- > 0 ? Promise.reject(new Error('the disk is gone')) : outbox.claim(request),
    });
    await outbox.enqueue([{ id: 'a', ...about }], new Date(START).toISOString());
    const troubles = new Set<string | undefined>();
    const clock = (): Date => new Date();
    const errors: unknown[] = [];
    const onError = (error: unknown): unknown => errors.push(error);
    const options = { outbox: shaky, senders: { mail: sender }, clock, onError, lookEvery: 1, retryAfter: [1] };
    const worker = deliver(options);
    while (sender.got.length === 0 || worker.trouble !== undefined) {
      troubles.add(worker.trouble);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await worker.stop();
    expect(errors).toHaveLength(3);
    expect(troubles).toContain('the outbox failed 2 times in a row: the disk is gone');
    expect(worker.trouble).toBeUndefined();
  });
});

function fail(error: unknown): void {
  throw error as Error;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}
