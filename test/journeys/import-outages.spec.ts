import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { BulkClient } from '#apps/cli/bulk-client.js';
import { scratchFolder, tally } from './server.js';
import { Stage } from './stage.js';

/** What an outage does to one request: it is lost before or behind the server, refused, never answered, or ended at a line with some behind it recorded. */
type Fate = 'well' | 'lost' | 'unheard' | 'refused' | 'silent' | { readonly endsAt: number; readonly behind: number };

/** Between a client and a server that is well: plays what callers see of outages, request by request. */
class Outages {
  fates: Fate[] = [];
  onSilence = (): void => undefined;
  private readonly server: Server;

  constructor(private readonly target: string) {
    this.server = createServer((request, response) => void this.take(request, response));
  }

  async open(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    if (method !== 'POST') {
      await this.pass(response, await fetch(this.target + url));
      return;
    }
    const body = await text(request);
    const fate = this.fates.shift() ?? 'well';
    if (fate === 'silent') {
      this.onSilence();
      return;
    }
    if (fate === 'lost') return void response.destroy();
    if (fate === 'refused') return void response.writeHead(503).end(JSON.stringify({ detail: 'it is away' }));
    if (typeof fate === 'object') return this.end(response, body.trimEnd().split('\n'), fate);
    const answer = await this.bulk(body);
    if (fate === 'unheard') return void response.destroy();
    await this.pass(response, answer);
  }

  private async end(response: ServerResponse, lines: readonly string[], { endsAt, behind }: Exclude<Fate, string>) {
    const nextLine = Math.min(endsAt, lines.length);
    const answer: unknown = await (await this.bulk(lines.slice(0, nextLine - 1).join('\n'))).json();
    await this.bulk(lines.slice(nextLine - 1, nextLine - 1 + behind).join('\n'));
    const problem = { ...(answer as object), status: 503, detail: 'it is away', nextLine };
    response.writeHead(503).end(JSON.stringify(problem));
  }

  private bulk(body: string): Promise<Response> {
    return fetch(`${this.target}/v1/bulk`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
    });
  }

  private async pass(response: ServerResponse, answer: Response): Promise<void> {
    response.writeHead(answer.status).end(await answer.text());
  }
}

const fate = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Fate>('well') },
  fc.constantFrom<Fate>('lost', 'unheard', 'refused'),
  {
    weight: 3,
    arbitrary: fc.record({ endsAt: fc.integer({ min: 1, max: 9 }), behind: fc.integer({ min: 0, max: 4 }) }),
  },
);

describe('an import through outages', () => {
  let stage: Stage;
  let outages: Outages;
  let url: string;
  beforeAll(async () => {
    stage = await Stage.open();
    outages = new Outages(stage.url);
    url = await outages.open();
  });
  afterAll(async () => {
    outages.close();
    await stage.close();
  });

  it('counts every fact as one without any does, and says what is wrong with which line', async () => {
    let run = 0;
    // Several lines of the same fact, some there before, some that are refused.
    const ids = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(ids, ids, fc.array(fate, { maxLength: 6 }), async (before, sent, fates) => {
        const name = `r${String(run++)}`;
        const lineOf = (id: number): string =>
          JSON.stringify({ type: 'RegisterCustomer', data: { id: id === 0 ? '' : `${name}-${String(id)}` } });
        outages.fates = [];
        await new BulkClient(url).send(before.map(lineOf));
        outages.fates = [...fates];
        const { errors, position: _, ...counts } = await new BulkClient(url, { waits: [0] }).send(sent.map(lineOf));
        const fresh = new Set(sent.filter((id) => id !== 0 && !before.includes(id))).size;
        const bad = sent.flatMap((id, i) => (id === 0 ? [i + 1] : []));
        const duplicates = sent.length - fresh - bad.length;
        expect(counts).toEqual({ accepted: fresh, duplicates, rejected: bad.length, settled: sent.length });
        expect(errors.map(({ line }) => line)).toEqual(bad);
      }),
      { numRuns: 150 },
    );
  });

  it('says once that it waits and that it goes on', async () => {
    const said: string[] = [];
    outages.fates = ['refused', 'refused', { endsAt: 2, behind: 0 }, 'refused'];
    const lines = ['w1', 'w2'].map((id) => JSON.stringify({ type: 'RegisterCustomer', data: { id } }));
    const sent = await new BulkClient(url, { waits: [0], tell: (line) => said.push(line) }).send(lines);
    expect(sent).toMatchObject({ accepted: 2, settled: 2 });
    const wait = 'it is away; trying again for 120 s';
    expect(said).toEqual([wait, 'it goes on', wait, 'it goes on']);
  });

  it('gives up after a while with the counts of what is settled', async () => {
    outages.fates = [{ endsAt: 2, behind: 0 }, ...Array<Fate>(1_000).fill('refused')];
    const lines = ['g1', 'g2', 'g3'].map((id) => JSON.stringify({ type: 'RegisterCustomer', data: { id } }));
    const sent = await new BulkClient(url, { waits: [1], patience: 50 }).send(lines);
    expect(sent).toMatchObject({ accepted: 1, duplicates: 0, settled: 1, brokenBy: { message: 'it is away' } });
    outages.fates = [];
  });

  it('says where to go on when it is interrupted, and goes on there', async () => {
    const { folder, remove } = await scratchFolder();
    const file = `${folder}/facts.ndjson`;
    const lines = Array.from({ length: 1_500 }, (_, i) => ({
      type: 'RegisterCustomer',
      data: { id: `c${String(i)}` },
    }));
    await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n\n'));
    outages.fates = ['well', 'silent'];
    const importing = interruptibleTally(['import', file, '--url', url]);
    outages.onSilence = importing.interrupt;
    const { signal, err } = await importing.ended;
    expect([signal, err.match(/^.*(settled|again).*$/gm)]).toEqual([
      'SIGINT',
      [
        `${file}: everything before line 2001 is settled: 1000 recorded, 0 there before, 0 refused`,
        'start the same command again: it goes on there, what is recorded is passed over',
      ],
    ]);
    expect((await tally(['import', file, '--url', url])).out).toMatch(/^500 recorded, 1000 there before, 0 refused;/);
    await remove();
  });
});

function interruptibleTally(args: readonly string[]) {
  const child = spawn(process.execPath, ['dist/apps/cli/main.js', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const err = text(child.stderr);
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    interrupt: () => void child.kill('SIGINT'),
    ended: ended.then(async ([, signal]) => ({ signal, err: await err })),
  };
}
