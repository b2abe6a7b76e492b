import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { demoBusiness } from '#demo/business.js';
import { Random } from '#demo/random.js';
import { scratchFolder, Server } from './server.js';

const FACTS = 50_000;
/** Each costs a replay and two digests. */
const INSTANTS = 20;
const BATCH = 500;
/** Every how many instants the figures are compared by quarter, which costs four times what it does by year. */
const FINER_EVERY = 5;
/** Milliseconds: twenty replays and as many digests take minutes, more on a machine with other work. */
const TIMEOUT = 900_000;

/** A server that was only sent the facts up to an instant has the same figures as a replay to that instant. */
describe('a replay of a 50,000-fact business', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let whole: Server;
  let growing: Server;
  const lines = [...demoBusiness({ facts: FACTS, seed: 5 })].map((fact) => JSON.stringify(fact));
  /** After how many facts the servers stop to be compared, growing. */
  const random = new Random(99);
  const cuts = Array.from({ length: INSTANTS }, () => Math.ceil((random.below(FACTS) + 1) / BATCH) * BATCH).sort(
    (a, b) => a - b,
  );
  const instants = new Map<number, string>();

  const send = async (server: Server, from: number, to: number): Promise<string> => {
    let position = '0';
    for (let at = from; at < to; at += BATCH) {
      const { body } = await server.bulk(lines.slice(at, Math.min(to, at + BATCH)));
      position = String(body['position']);
    }
    return position;
  };
  const digest = async (server: Server, grain: string, more: string): Promise<unknown> => {
    const { status, body } = await server.send(
      'GET',
      `/v1/figures?asOf=2024-12-31&grain=${grain}&from=2023-01-01${more}`,
    );
    expect([body['detail'], status]).toEqual([undefined, 200]);
    return body['digest'];
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    await writeFile(`${scratch.folder}/seed`, '');
    whole = await Server.start(`${scratch.folder}/whole`);
    growing = await Server.start(`${scratch.folder}/growing`);
    let sent = 0;
    for (const cut of new Set(cuts)) {
      const position = await send(whole, sent, cut);
      const { events } = (await whole.get(
        `/v1/events?after=${String(Number(position) - 1)}&limit=1&position=${position}`,
      )) as { events: { recordedAt: string }[] };
      instants.set(cut, events[0]?.recordedAt ?? '');
      // The next facts are of a later instant: the log's clock has milliseconds.
      while (Date.now() <= Date.parse(instants.get(cut) ?? '')) await readFile(`${scratch.folder}/seed`);
      sent = cut;
    }
    await send(whole, sent, FACTS);
  });
  afterAll(async () => {
    await Promise.all([whole.stop(), growing.stop()]);
    await rm(scratch.folder, { recursive: true, force: true });
  });

  it(
    'equals a server that was only sent the facts up to then',
    async () => {
      let sent = 0;
      for (const [i, cut] of [...new Set(cuts)].entries()) {
        const grain = i % FINER_EVERY === 0 ? 'quarter' : 'year';
        const { body } = await whole.post('/v1/replays', { knownAt: instants.get(cut) });
        const position = await send(growing, sent, cut);
        sent = cut;
        const replay = String(body['id']);
        const [replayed, grown] = await Promise.all([
          digest(whole, grain, `&replay=${replay}`),
          digest(growing, grain, `&position=${position}`),
        ]);
        expect([cut, replayed]).toEqual([cut, grown]);
        await whole.send('DELETE', `/v1/replays/${replay}`);
      }
    },
    TIMEOUT,
  );
});
