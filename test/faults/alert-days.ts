import { expect } from '@jest/globals';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { until } from '../processes/until.js';

/** A server, in whatever process. */
export interface Asked {
  readonly url: string;
  send(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: Body }>;
}
type Body = Readonly<Record<string, unknown>>;

const FIRST = parseDay('2024-03-01') ?? 0;
const BOTH = ['ops', 'desk'];
const daily = { window: 'day', metric: 'revenue.net', severity: 'info' };
/** Judged while their windows last, at the turn of the day, and after some days. */
const RULES: Readonly<Record<string, object>> = {
  much: { ...daily, by: 'region', condition: { above: '100' }, clear: '60', channels: BOTH },
  little: { ...daily, by: 'region', condition: { below: '50' }, channels: ['ops'] },
  held: { ...daily, by: 'region', condition: { above: '80' }, for: '2d', channels: ['desk'] },
  month: { ...daily, metric: 'orders', window: 'month', condition: { above: '4' }, channels: ['ops'] },
  rolling: { ...daily, metric: 'units', window: 'last-2-days', condition: { above: '3' }, cooldown: '2d' },
};

/** The morning of a day of the story: milliseconds since 1970. */
export function morningOf(day: number): number {
  return Date.parse(`${formatDay(FIRST + day)}T08:00:00Z`);
}

/** @param hook where channels post to */
export async function begin(server: Asked, hook: string): Promise<void> {
  for (const channel of BOTH) await put(server, `channels/${channel}`, { kind: 'webhook', url: hook });
  for (const [id, rule] of Object.entries(RULES)) await put(server, `alerts/${id}`, { title: id, ...rule });
}

async function put(server: Asked, path: string, body: object): Promise<void> {
  const answer = await server.send('PUT', `/v1/${path}`, body);
  expect([answer.status, answer.body]).toEqual([201, answer.body]);
}

/**
 * What a day brings: two days the north sells, two days the south. So something fires every day, is over when the next begins, and other rules
 * fire then. Said again it is there once.
 */
export function sell(server: Asked, day: number): Promise<unknown> {
  const lines = [{ product: 'tea', quantity: 1 + (day % 3), unitPrice: '150' }];
  const region = day % 4 < 2 ? 'north' : 'south';
  const occurredAt = `${formatDay(FIRST + day)}T07:00:00Z`;
  return server.send('POST', '/v1/sales', { id: saleOf(day), occurredAt, region, lines });
}

export function saleOf(day: number): string {
  return `s${String(day)}`;
}

/** Until everything that is recorded is judged, and what a day begins with, too. */
export async function judged(server: Asked, day: number): Promise<void> {
  const turn = (FIRST + day) * 86_400;
  await until(async () => {
    const measured = await measuresOf(server);
    const reached = ['facts', 'messages'].map((name) => measured(`tally_reaction_position{reaction="firing.${name}"}`));
    const { body } = await server.send('GET', '/v1/log?limit=1');
    const turned = measured('tally_schedule_time_seconds{schedule="schedule:firing.turns"}');
    return Math.min(...reached) >= Number(body['tail']) && turned >= turn;
  });
}

/** Until everything that is told has arrived. @param passing called again and again */
export async function delivered(server: Asked, passing: () => void = () => undefined): Promise<void> {
  await until(async () => {
    passing();
    return (await measuresOf(server))('tally_deliveries_open') === 0;
  });
}

async function measuresOf({ url }: Asked): Promise<(series: string) => number> {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
  return (series) => Number(lines.find((line) => line.startsWith(`${series} `))?.slice(series.length) ?? -1);
}

/** What was recorded of parts, but for where the figures were when it was. */
export async function recordedOf(server: Asked): Promise<readonly string[]> {
  const { events } = (await server.send('GET', '/v1/log?limit=1000')).body as {
    readonly events: readonly { readonly type: string; readonly data: object }[];
  };
  return events
    .filter(({ type }) => type === 'AlertFired' || type === 'AlertResolved')
    .map(({ type, data }) => JSON.stringify({ type, ...data, position: undefined }))
    .toSorted();
}
