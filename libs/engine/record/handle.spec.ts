import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { FaultyLog } from '#testing/faulty-log.js';
import type { NewEvent } from '#kernel/event.js';
import { CommandHandler, type Aggregate, type Claim } from './handle.js';
import { Problem } from '#kernel/problem.js';

/** A jar that holds at most 10: the smallest aggregate with a rule. */
interface Jar {
  readonly exists: boolean;
  readonly content: number;
}
interface Put {
  readonly amount: number;
}
const JAR: Aggregate<Jar, Put> = {
  prefix: 'jar-',
  warm: true,
  claimsFirst: false,
  initial: { exists: false, content: 0 },
  evolve: (jar, { data }) => ({ exists: true, content: jar.content + Number(data['amount']) }),
  decide: ({ amount }, jar): readonly NewEvent[] => {
    if (jar.content + amount > 10) throw new Problem('refund-exceeds-sale', 'too much for the jar');
    return [{ type: 'Put', schema: 1, occurredAt: '2020-01-01T00:00:00.000Z', key: 'jar', data: { amount } }];
  },
  weigh: () => 1,
  needDecodable: ({ type }) => {
    if (type !== 'Put') throw new Problem('undecodable-event', `what ${type} did to the jar is not known`);
  },
  differing: (content, recorded) => (content['amount'] === recorded.data['amount'] ? [] : ['amount']),
  plainHash: () => '',
};
const COLD = { ...JAR, warm: false };
const put = (amount: number) => ({ amount });
const claim = (id: string, amount: number): Claim => ({
  id,
  hash: `hash of ${String(amount)}`,
  content: { amount },
  envelope: { actor: 'me' },
});

let log: FaultyLog;
let memory: MemoryEventLog;
let handler: CommandHandler;
beforeEach(() => {
  memory = new MemoryEventLog(() => new Date('2020-01-01T00:00:00Z'));
  log = new FaultyLog(memory);
  handler = new CommandHandler(log, { soleWriter: true });
});
const begin = (amount: number, by = handler) => by.begin(JAR, 'a', put(amount), claim('a', amount));
const change = (id: string, amount: number, by = handler) => by.change(JAR, 'a', put(amount), claim(id, amount));
const stored = async () => (await memory.readStream('jar-a')).map(({ claim: id, data }) => [id, data['amount']]);
const code = (error: unknown) => (error instanceof Problem ? error.code : error);

describe('a fact that begins its stream', () => {
  it('is appended without looking first, with its claim and envelope', async () => {
    expect(await begin(3)).toEqual({ id: 'a', position: 1, duplicate: false });
    expect(log.reads).toBe(0);
    const [event] = await memory.readStream('jar-a');
    expect(event).toMatchObject({ claim: 'a', hash: 'hash of 3', envelope: { actor: 'me' }, revision: 0 });
  });

  it('sent again is a duplicate of the first, whoever took it', async () => {
    await begin(3);
    await change('x', 1);
    expect(await begin(3)).toEqual({ id: 'a', position: 1, duplicate: true });
    expect(await begin(3, new CommandHandler(log))).toEqual({ id: 'a', position: 1, duplicate: true });
    expect(await stored()).toEqual([
      ['a', 3],
      ['x', 1],
    ]);
  });

  it('with other content is an id conflict that names the fields', async () => {
    await begin(3);
    const problem = await begin(4).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'id-conflict', errors: [{ field: 'amount' }] });
  });

  it('sent many times at once is recorded once', async () => {
    const receipts = await Promise.all(Array.from({ length: 20 }, () => begin(3)));
    expect(receipts.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, () => 1));
    expect(receipts.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  });

  it('is a duplicate even if its rule would refuse it by now', async () => {
    await begin(3);
    const stricter = { ...JAR, decide: refuse };
    expect(await handler.begin(stricter, 'a', put(3), claim('a', 3))).toMatchObject({ duplicate: true });
    const refused = handler.begin(stricter, 'b', put(3), claim('b', 3)).catch(code);
    expect(await refused).toBe('customer-closed');
  });

  it('may have the id of a change of another stream, or a change its id', async () => {
    await begin(3);
    expect(await change('a', 1)).toEqual({ id: 'a', position: 2, duplicate: false });
    expect(await change('a', 1)).toEqual({ id: 'a', position: 2, duplicate: true });
    expect(await begin(3)).toEqual({ id: 'a', position: 1, duplicate: true });
  });
});

function refuse(): never {
  throw new Problem('customer-closed', 'not any more');
}

describe('a fact that follows', () => {
  it('sent again is a duplicate with its own position, from memory and from disk', async () => {
    await begin(3);
    await change('x', 1);
    await change('y', 2);
    for (const by of [handler, new CommandHandler(log)])
      expect(await change('x', 1, by)).toEqual({ id: 'x', position: 2, duplicate: true });
    for (const by of [handler, new CommandHandler(log)])
      expect(await change('x', 2, by).catch(code)).toBe('id-conflict');
  });

  it('is decided on what is on disk, one after another', async () => {
    await begin(0);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        change(`p${String(i)}`, 1).then(
          () => 'accepted',
          (error: unknown) => code(error),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === 'refund-exceeds-sale')).toHaveLength(2);
    expect(log.appends).toBe(11);
  });

  it('is decided again after another process was first', async () => {
    await begin(5);
    const other = new CommandHandler(memory);
    log.beforeAppend = async () => {
      log.beforeAppend = undefined;
      await change('theirs', 4, other);
    };
    expect(await change('mine', 2).catch(code)).toBe('refund-exceeds-sale');
    expect(await stored()).toEqual([
      ['a', 5],
      ['theirs', 4],
    ]);
    expect(await change('less', 1)).toMatchObject({ position: 3, duplicate: false });
  });

  it('is a duplicate if another process took the same one first', async () => {
    await begin(5);
    const other = new CommandHandler(memory);
    log.beforeAppend = async () => {
      log.beforeAppend = undefined;
      await change('x', 4, other);
    };
    expect(await change('x', 4)).toEqual({ id: 'x', position: 2, duplicate: true });
  });

  it('is contended when others are always first', async () => {
    await begin(0);
    const other = new CommandHandler(memory);
    let theirs = 0;
    log.beforeAppend = async () => {
      await change(`theirs${String(theirs++)}`, 0, other);
    };
    expect(await change('mine', 1).catch(code)).toBe('contended');
    expect(theirs).toBe(5);
  });

  it('is refused only by what is on disk, not by what is remembered', async () => {
    await begin(10);
    expect(await handler.stateOf(JAR, 'a')).toEqual({ exists: true, content: 10 });
    await change('theirs', -5, new CommandHandler(memory));
    expect(await change('mine', 3)).toMatchObject({ position: 3 });
  });
});

describe('an append whose outcome is unknown', () => {
  it('is tried again with the same ids, so that it is stored once', async () => {
    log.faults.push('before', 'after', 'after');
    expect(await begin(3)).toEqual({ id: 'a', position: 1, duplicate: false });
    log.faults.push('after', 'before');
    expect(await change('x', 1)).toEqual({ id: 'x', position: 2, duplicate: false });
    expect(await stored()).toEqual([
      ['a', 3],
      ['x', 1],
    ]);
  });

  it('is given up after five, and what was stored is a duplicate later', async () => {
    await begin(1);
    log.faults.push('after', 'before', 'before', 'before', 'before');
    await expect(change('x', 2)).rejects.toThrow('the log cannot be reached');
    expect(await change('x', 2)).toEqual({ id: 'x', position: 2, duplicate: true });
    expect(await handler.stateOf(JAR, 'a')).toEqual({ exists: true, content: 3 });
  });

  it('leaves nothing remembered that is not on disk', async () => {
    await begin(1);
    log.faults.push('before', 'before', 'before', 'before', 'before');
    await expect(change('x', 2)).rejects.toThrow('the log cannot be reached');
    expect(await handler.stateOf(JAR, 'a')).toEqual({ exists: true, content: 1 });
    expect(await change('x', 2)).toEqual({ id: 'x', position: 2, duplicate: false });
  });
});

describe('what is remembered', () => {
  it('spares reading a warm stream that just began', async () => {
    await begin(1);
    expect(await handler.stateOf(JAR, 'a')).toEqual({ exists: true, content: 1 });
    expect(log.reads).toBe(0);
  });

  it('is looked up again for a decision about another stream where others write too', async () => {
    const shared = new CommandHandler(log);
    await begin(10, shared);
    await change('theirs', -5, new CommandHandler(memory));
    expect(await shared.stateOf(JAR, 'a')).toEqual({ exists: true, content: 5 });
    expect(log.reads).toBe(1);
  });

  it('leaves out a cold one until it is asked for', async () => {
    await handler.begin(COLD, 'a', put(1), claim('a', 1));
    await handler.stateOf(COLD, 'a');
    expect(log.reads).toBe(1);
    await handler.stateOf(COLD, 'a');
    expect(log.reads).toBe(1);
  });

  it('never says of a stream that it does not exist: it may by now', async () => {
    expect(await handler.stateOf(JAR, 'a')).toEqual({ exists: false, content: 0 });
    await begin(1, new CommandHandler(memory));
    expect(await handler.stateOf(JAR, 'a')).toEqual({ exists: true, content: 1 });
  });

  it('is bounded: what was dropped is read again', async () => {
    const small = new CommandHandler(log, { soleWriter: true, maxWeight: 4 });
    for (const id of ['a', 'b', 'c', 'd']) await small.begin(JAR, id, put(1), claim(id, 1));
    for (const id of ['a', 'b', 'c', 'd']) expect(await small.stateOf(JAR, id)).toEqual({ exists: true, content: 1 });
    expect(log.reads).toBe(4);
    expect(await small.change(JAR, 'a', put(2), claim('x', 2))).toMatchObject({ duplicate: false });
    expect(await small.change(JAR, 'a', put(2), claim('x', 2))).toMatchObject({ duplicate: true });
  });
});
