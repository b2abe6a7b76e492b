import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { Live } from '#book/live.js';
import type { LiveListener } from '#book/live-listener.js';
import { sale, Stage } from './stage.js';

interface Told {
  readonly position: string;
  readonly events: Readonly<Record<string, number>>;
}

/** What a message says; undefined for a sign of life. */
function toldIn(message: string): Told | undefined {
  const data = /^data: (\{.*\})$/m.exec(message)?.[1];
  return data === undefined ? undefined : (JSON.parse(data) as Told);
}

/** Reads one message off a listener, as a client that is ready for one more. */
async function next(listener: LiveListener): Promise<Told> {
  for (;;) {
    const text = listener.read() as Buffer | null;
    const told = text === null ? undefined : toldIn(text.toString());
    if (told !== undefined) return told;
    if (text === null) await once(listener, 'readable');
  }
}

async function until(listener: LiveListener, position: string): Promise<readonly Told[]> {
  const all: Told[] = [];
  do all.push(await next(listener));
  while (Number(all.at(-1)?.position) < Number(position));
  return all;
}

describe('those who listen', () => {
  let stage: Stage;
  let live: Live;
  /** How often read models are lent to them: what looking costs. */
  let looks = 0;
  const sell = (id: string) => stage.record('/v1/sales', sale(id, 'ada', '2024-02-01', '10'));

  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-03-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    const { models } = stage.book;
    await models.waitFor(Number(stage.position));
    const use: typeof models.use = (...asked) => {
      looks++;
      return models.use(...asked);
    };
    // Theirs alone: alerts look as well, by themselves.
    const counted = Object.create(models, { use: { value: use } }) as typeof models;
    live = new Live(Object.create(stage.book, { models: { value: counted } }) as typeof stage.book);
  });
  afterEach(() => {
    live.end();
    looks = 0;
  });
  afterAll(() => stage.close());

  it('access, contract test 10: cost one look at the figures and one count of events for each progress, however many they are', async () => {
    const before = Number(stage.position);
    const listeners = Array.from({ length: 50 }, () => live.listen(before));
    await Promise.all(listeners.map(next));
    for (const id of ['a1', 'a2', 'a3']) {
      await sell(id);
      const told = await Promise.all(listeners.map((listener) => until(listener, stage.position)));
      expect(told.map(([first]) => first)).toEqual(told.map(() => ({ ...told[0]?.[0] })));
      expect(told.flat().map(({ events }) => events)).toEqual(listeners.map(() => ({ SaleRecorded: 1 })));
    }
    // A look and a count for the first message, and as many for each of the three sales.
    expect(looks).toBe(8);
    for (const listener of listeners) listener.destroy();
  });

  it('cost nothing once they have left', async () => {
    const listener = live.listen(undefined);
    await next(listener);
    listener.destroy();
    await once(listener, 'close');
    looks = 0;
    await sell('b1');
    await stage.book.models.waitFor(Number(stage.position));
    expect(looks).toBe(0);
  });

  it('hold one message while they take none, and are told the newest state and all events when they do', async () => {
    const [slow, quick] = [live.listen(undefined), live.listen(undefined)];
    await Promise.all([next(slow), next(quick)]);
    let most = 0;
    for (let i = 0; i < 12; i++) {
      await sell(`c${String(i)}`);
      most = Math.max(most, (await until(quick, stage.position)).length);
      expect(slow.readableLength).toBeLessThan(600);
    }
    const rest = await until(slow, stage.position);
    expect(rest.length).toBeLessThanOrEqual(2);
    expect(rest.reduce((sum, { events }) => sum + (events['SaleRecorded'] ?? 0), 0)).toBe(12);
    expect(most).toBe(1);
  });

  it('are told of the end', async () => {
    const listener = live.listen(undefined);
    await next(listener);
    live.end();
    listener.resume();
    await once(listener, 'end');
    expect(listener.readableEnded).toBe(true);
  });
});
