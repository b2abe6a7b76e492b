import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cases } from '#testing/night.js';
import { until } from '../processes/until.js';
import { GROUND, KINDS, NamedThing, SENT, type Sent } from './named-things.js';
import { tally } from './server.js';
import { QUIET, sale, Stage } from './stage.js';

const RUNS = cases({ day: 4, night: 8 });
const STEP = 6 * 3_600_000;

/** Questions, dashboards, channels, schedules, custom metrics, alerts and shares: what people name and change, over HTTP. */
describe('things that are said by name', () => {
  const stages: Stage[] = [];
  const things: NamedThing[] = [];
  const shares: { readonly id: string; readonly path: string }[] = [];
  let stage: Stage;
  let folder: string;
  let run = 0;

  const opened = async (): Promise<Stage> => {
    const one = new Stage().at(stages[0]?.now.toISOString() ?? '2024-01-02T12:00:00Z');
    stages.push(one);
    return one;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tally-test-'));
    stage = await opened();
    await stage.start(QUIET);
    await stage.record('/v1/questions/ground', GROUND.question, 'PUT');
    await stage.record('/v1/channels/ground', GROUND.channel, 'PUT');
    await stage.record('/v1/sales', sale('s1', undefined, '2024-01-01', '5', { region: 'north' }));
  });

  afterAll(async () => {
    for (const one of stages) await one.close();
    await rm(folder, { recursive: true });
  });

  async function send(sent: Sent, thing: NamedThing): Promise<void> {
    const content = thing.contentOf(sent);
    const headers = { ...thing.headersOf(sent), ...(content && { 'content-type': 'application/json' }) };
    const init = content === undefined ? { method: 'DELETE' } : { method: 'PUT', body: JSON.stringify(content) };
    const response = await fetch(stage.url + thing.path, { ...init, headers });
    const body = (await response.json()) as Readonly<Record<string, unknown>>;
    const { there } = thing;
    const status = thing.take(sent, stage.now.toISOString());
    const version = status < 300 ? thing.versions.length : status === 412 ? there : undefined;
    expect([response.status, body['version'], sent]).toEqual([status, version, sent]);
    if (status >= 300) return;
    expect(response.headers.get('etag')).toBe(`"${String(version)}"`);
    stage.position = String(body['position']);
  }

  const shown = async (on: Stage, path: string): Promise<unknown> => {
    const { status, body } = await on.send('GET', path);
    expect([path, status < 300 || [404, 410].includes(status)]).toEqual([path, true]);
    return [path, status, body];
  };

  /** All that is seen of them, now and as known at each day. */
  async function all(on: Stage): Promise<readonly unknown[]> {
    await on.get('/v1/questions');
    const days = Array.from({ length: 8 }, (_, i) =>
      new Date(Date.UTC(2024, 0, 2 + i * 12)).toISOString().slice(0, 10),
    );
    const clocks = ['', ...days.map((day) => `&knownAt=${day}`)];
    const lists = ['questions', 'dashboards', 'channels', 'schedules', 'shares'];
    const paths = [
      ...lists.flatMap((path) => clocks.map((clock) => `/v1/${path}?limit=1000${clock}`)),
      ...['/v1/metrics', '/v1/alerts?limit=1000'],
      ...things.flatMap(({ path }) => [`${path}/versions`, path]),
      ...shares.map(({ path }) => path),
    ];
    return Promise.all(paths.map((path) => shown(on, path)));
  }

  /** Without what is told of the log as a whole, and with its end by a word. */
  function told(found: readonly unknown[], tail: number): unknown {
    return JSON.parse(JSON.stringify(found), (name, value: unknown) => {
      if (name === 'head' || name === 'restored') return undefined;
      return (name === 'position' || name === 'judgedAt') && value === String(tail) ? 'the end' : value;
    });
  }

  /** Whoever has seen another version than the last overwrites nothing; whoever has seen it makes the next. */
  async function needsToBeSeen(on: Stage, thing: NamedThing): Promise<void> {
    const { there, path } = thing;
    if (there === 0) return;
    const retire = async (seen: number): Promise<unknown> => {
      const init = { method: 'DELETE', headers: { 'if-match': `"${String(seen)}"` } };
      const response = await fetch(on.url + path, init);
      return [response.status, ((await response.json()) as { version?: number }).version];
    };
    expect([await retire(there + 1), await retire(there)]).toEqual([
      [412, there],
      [200, there + 1],
    ]);
  }

  it('have each change as a version, and none that somebody has not seen overwritten', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(SENT, { minLength: 10, maxLength: 40 }), async (all) => {
        run++;
        const own = KINDS.flatMap((_, kind) => [0, 1].map((i) => new NamedThing(kind, `t${String(run)}-${String(i)}`)));
        for (const sent of all) {
          stage.now = new Date(stage.now.getTime() + STEP);
          await send(sent, own[sent.kind * 2 + sent.thing] as NamedThing);
        }
        for (const thing of own.filter(({ versions }) => versions.length > 0)) {
          things.push(thing);
          const { versions } = (await stage.get(`${thing.path}/versions`)) as { versions: readonly object[] };
          expect(versions).toMatchObject(thing.versions.map(({ content, ...head }) => ({ ...head, ...content })));
          for (const { recordedAt } of thing.isOfNow ? thing.versions.slice(-1) : thing.versions) {
            const then = thing.versionAt((version) => version.recordedAt <= recordedAt);
            const { status, body } = await stage.send(
              'GET',
              `${thing.path}${thing.isOfNow ? '' : `?knownAt=${recordedAt}`}`,
            );
            const { version, content = {} } = then ?? {};
            expect([status, body]).toMatchObject(then ? [200, { version, ...content }] : [404, {}]);
          }
        }
      }),
      { numRuns: RUNS },
    );
    expect(new Set(things.map(({ path }) => path.split('/')[2])).size).toBe(KINDS.length);
  });

  it('are the same with all their versions in read models made anew, and in books that were restored', async () => {
    for (const pin of [true, false, true]) {
      const share = await stage.record('/v1/shares', { question: 'ground', pin, position: stage.position });
      shares.push({ id: String(share['id']), path: String(share['path']) });
    }
    const revoked = await stage.send('DELETE', `/v1/shares/${shares[2]?.id ?? ''}`);
    stage.position = String(revoked.body['position']);
    await stage.record('/v1/sales', sale('s2', undefined, '2024-01-01', '7', { region: 'north' }));
    const before = await all(stage);
    // What was shared says how today differs, and one of them nothing any more.
    expect(JSON.stringify(before)).toMatch(/"same":false.*revoked/);

    await stage.send('POST', '/v1/rebuild', {});
    await until(() => stage.book.models.building() === undefined);
    expect(await all(stage)).toEqual(before);

    await stage.stop();
    const data = await stage.folder();
    const at = (name: string): string => join(folder, name);
    const done = async (...args: readonly string[]): Promise<void> => {
      const { code, err } = await tally(args);
      expect([code, err]).toEqual([0, err]);
    };
    await Promise.all([done('backup', at('backup'), '--data', data), done('export', at('export'), '--data', data)]);
    for (const copy of ['backup', 'export']) {
      await done('restore', at(copy), '--data', at(`of-${copy}`));
      const other = await opened();
      await cp(at(`of-${copy}`), await other.folder(), { recursive: true });
      await other.start({ ...QUIET, TALLY_CLOCK: 'trusted' });
      other.position = stage.position;
      // Behind it all stands that it was restored: what is of the whole log is of one event more, and says so.
      expect(told(await all(other), await other.book.log.tail())).toEqual(told(before, Number(stage.position)));
      // That is recorded by the clock of the machine, and nothing before it.
      other.at(new Date().toISOString());
      for (const thing of things.slice(-KINDS.length * 2)) await needsToBeSeen(other, thing);
    }
  });
});
