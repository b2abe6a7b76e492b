import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { nextEventId } from '#kernel/event-ids.js';
import type { PendingEvent } from '#kernel/event.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { scratchFolder } from '../journeys/server.js';

const SCRIPT = new URL('../stand-ins/eventstoredb.mjs', import.meta.url).pathname;

function event(): PendingEvent {
  const about = { type: 'Tested', schema: 1, occurredAt: '2024-01-01T00:00:00.000Z', key: 'k', hash: '', envelope: {} };
  const id = nextEventId();
  return { ...about, id, claim: id, data: {} };
}

/** What the adapter makes of a server that misbehaves; the stand-in does it on demand, a real one now and then. */
describe('the log in EventStoreDB', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: ChildProcess;
  let port: number;
  let faults: number;
  let log: EventStoreDbEventLog;

  const start = async (at = 0): Promise<void> => {
    server = spawn(process.execPath, [SCRIPT, `${scratch.folder}/log.sqlite`, String(at)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: server.stdout as NodeJS.ReadableStream })) {
      [faults = 0, port = 0] = (line.match(/\d+/g) ?? []).map(Number);
      return;
    }
    throw new Error('the stand-in did not start');
  };
  const fault = async (mode: string): Promise<void> => {
    const body = JSON.stringify({ mode });
    await fetch(`http://127.0.0.1:${String(faults)}/fault`, { method: 'POST', body }).catch(() => undefined);
  };
  /** As the command handler does it: the same ids at the same revision until there is an answer. */
  const appended = async (stream: string, pending: PendingEvent) => {
    for (;;) {
      try {
        return await log.append(stream, 'none', [pending]);
      } catch {
        await sleep(50);
      }
    }
  };

  beforeEach(async () => {
    scratch = await scratchFolder();
    await start();
    log = new EventStoreDbEventLog(`esdb://127.0.0.1:${String(port)}?tls=false`);
  });

  afterEach(async () => {
    await log.close();
    server.kill('SIGKILL');
    await scratch.remove();
  });

  it('loses nothing and stores nothing twice when the server is killed in the middle of appends', async () => {
    const events = Array.from({ length: 200 }, event);
    const appending = Promise.all(events.map((pending, i) => appended(`s-${String(i)}`, pending)));
    await appended('first', event());
    const died = once(server, 'exit');
    await fault('die');
    await died;
    await start(port);
    const answers = await appending;
    expect(answers.every(({ outcome }) => outcome === 'appended')).toBe(true);
    const stored = (await log.readAll(0, 1_000)).map(({ id }) => id);
    expect(new Set(stored).size).toBe(stored.length);
    expect(events.filter(({ id }) => !stored.includes(id))).toEqual([]);
    expect(stored).toHaveLength(201);
  });

  it('listens again when its subscription ends without an error', async () => {
    let heard = 0;
    log.onAppend(() => heard++);
    for (let i = 0; heard === 0; i++) await appended(`a-${String(i)}`, event());
    await fault('end-subscriptions');
    const before = heard;
    for (let i = 0; heard === before && i < 200; i++) {
      await appended(`b-${String(i)}`, event());
      await sleep(20);
    }
    expect(heard).toBeGreaterThan(before);
  });

  it('fails an append that a half-closed call took with it, and stores it when it is sent again', async () => {
    await fault('half-close');
    const pending = event();
    const first = await log.append('s', 'none', [pending]).then(
      () => 'answered',
      () => 'failed',
    );
    expect(first).toBe('failed');
    await fault('none');
    expect(await appended('s', pending)).toMatchObject({ outcome: 'appended', revision: 0 });
    expect(await log.readStream('s')).toHaveLength(1);
  });
});
