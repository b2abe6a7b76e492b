import { expect } from '@jest/globals';
import type * as Limits from '#apps/api/edge/limits.js';
import type * as Start from '#apps/standalone/start.js';
import type * as Settings from '#platform/settings.js';
import { built } from '../built.js';
import { until } from '../processes/until.js';
import { scratchFolder } from './server.js';

const { EDGE_LIMITS } = await built<typeof Limits>('apps/api/edge/limits.js');
const { startStandalone } = await built<typeof Start>('apps/standalone/start.js');
const { readSettings } = await built<typeof Settings>('libs/platform/settings.js');

type Body = Readonly<Record<string, unknown>>;
export type Rows = readonly Readonly<Record<string, string | number | null>>[];

/** Settings of a server that a test breaks: what it says of that is no news. */
export const QUIET = { TALLY_LOG_LEVEL: 'silent' };

/** A server in this process, with a clock that a test sets. What it is sent last is what it waits for when it is asked. */
export class Stage {
  /** Never back from where it was opened, and never a year ahead: such a clock is not believed. */
  now = new Date('2024-01-01T00:00:00Z');
  position = '0';
  private standalone: Start.Standalone | undefined;
  private readonly scratch = scratchFolder();

  static async open(
    settings: Readonly<Record<string, string>> = {},
    limits: Partial<Limits.EdgeLimits> = {},
    at = '2024-01-01T00:00:00Z',
  ): Promise<Stage> {
    const stage = new Stage().at(at);
    await stage.start(settings, limits);
    return stage;
  }

  async start(settings: Readonly<Record<string, string>> = {}, limits: Partial<Limits.EdgeLimits> = {}): Promise<void> {
    const folder = await this.folder();
    this.standalone = await startStandalone({
      settings: readSettings({ TALLY_DATA_DIR: folder, TALLY_PORT: '0', ...settings }),
      clock: () => this.now,
      limits: { ...EDGE_LIMITS, ...limits },
    });
  }

  /** Resolves when it answers: one that is opened on a book of some size builds its read models beside that. */
  async ready(): Promise<void> {
    await until(async () => (await this.send('GET', '/readyz')).status === 200);
  }

  /** Where it keeps its book. */
  async folder(): Promise<string> {
    return (await this.scratch).folder;
  }

  get url(): string {
    return this.standalone?.url ?? '';
  }

  get book() {
    if (this.standalone === undefined) throw new Error('the server is not running');
    return this.standalone.book;
  }

  async stop(): Promise<void> {
    await this.standalone?.close();
    this.standalone = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    await (await this.scratch).remove();
  }

  at(instant: string): this {
    this.now = new Date(instant);
    return this;
  }

  /** Records a fact that must be new. */
  async record(path: string, body: Body, method = 'POST'): Promise<Body> {
    const answer = await this.send(method, path, body);
    expect([answer.body, answer.status]).toEqual([answer.body, 201]);
    this.position = String(answer.body['position']);
    return answer.body;
  }

  /** Records many facts that must all be new. */
  async bulk(lines: readonly object[]): Promise<void> {
    const headers = { 'content-type': 'application/x-ndjson' };
    const body = lines.map((line) => JSON.stringify(line)).join('\n');
    const response = await fetch(`${this.url}/v1/bulk`, { method: 'POST', headers, body });
    const answer = (await response.json()) as { accepted: number; position: string; errors: unknown[] };
    expect(answer.errors).toEqual([]);
    expect(answer.accepted).toBe(lines.length);
    this.position = answer.position;
  }

  async send(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: Body }> {
    const init =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(this.url + path, { method, ...init });
    return { status: response.status, body: (await response.json()) as Body };
  }

  async get(path: string): Promise<Body> {
    const answer = await this.send('GET', `${path}${path.includes('?') ? '&' : '?'}position=${this.position}`);
    expect([answer.body, answer.status]).toEqual([answer.body, 200]);
    return answer.body;
  }

  async query(question: Body): Promise<Body> {
    const answer = await this.send('POST', '/v1/query', { ...question, position: this.position });
    expect([answer.body, answer.status]).toEqual([answer.body, 200]);
    return answer.body;
  }

  /** The answer to a question as a file. */
  async file(question: Body, format: 'csv' | 'xlsx' | 'parquet'): Promise<Buffer> {
    const response = await fetch(`${this.url}/v1/query?format=${format}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...question, position: this.position }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([response.status, response.status === 200 ? '' : bytes.toString()]).toEqual([200, '']);
    return bytes;
  }

  async rows(question: Body): Promise<Rows> {
    return (await this.query(question))['rows'] as Rows;
  }

  async problem(method: string, path: string, body?: unknown): Promise<string> {
    const { status, body: answer } = await this.send(method, path, body);
    return `${String(status)} ${String(answer['code'])}`;
  }
}

/** A sale of one line. */
export function sale(
  id: string,
  customerId: string | undefined,
  day: string,
  unitPrice: string,
  more: Body = {},
): Body {
  const lines = [{ product: 'tea', quantity: 1, unitPrice }];
  return { id, ...(customerId !== undefined && { customerId }), occurredAt: `${day}T12:00:00Z`, lines, ...more };
}
