import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MailReceiver } from '#testing/mail-receiver.js';
import { Receiver } from '#testing/receiver.js';
import { until } from '../processes/until.js';
import { digestOf, FORMATS, type Report, type Run } from './report-files.js';
import { tally } from './server.js';
import { QUIET, sale, Stage } from './stage.js';

describe('scheduled reports', () => {
  let mails: MailReceiver;
  let receiver: Receiver;
  let folder: string;
  let stage: Stage;
  const settings = () => ({
    ...QUIET,
    TALLY_OUTBOX_DIR: folder,
    TALLY_WEBHOOK_ALLOW: receiver.place,
    TALLY_SMTP_URL: mails.url,
    TALLY_MAIL_FROM: 'Tallybook <book@shop.example>',
  });
  const put = async (path: string, body: object): Promise<void> => {
    const answer = await stage.send('PUT', `/v1/${path}`, body);
    expect([answer.body, answer.status]).toEqual([answer.body, 201]);
    stage.position = String(answer.body['position']);
    await stage.book.models.waitFor(Number(stage.position));
  };
  const runsOf = async (id: string): Promise<readonly Run[]> =>
    ((await stage.send('GET', `/v1/schedules/${id}/runs`)).body['runs'] as readonly Run[]).toReversed();
  /** Time goes on until something holds: whoever looks at the clock looks again when it has moved. */
  const passing = (holds: () => Promise<boolean>): Promise<void> =>
    until(async () => {
      stage.now = new Date(stage.now.getTime() + 10);
      return holds();
    });
  const ran = (id: string, runs: number): Promise<void> => passing(async () => (await runsOf(id)).length >= runs);
  const delivered = async (reports: number): Promise<boolean> => {
    const { body } = await stage.send('GET', '/v1/deliveries?subject=report&limit=200');
    return (body['deliveries'] as { state: string }[]).filter(({ state }) => state === 'delivered').length >= reports;
  };
  const report = async (id: string, run?: number): Promise<Report> =>
    (await stage.send('GET', `/v1/schedules/${id}/report${run === undefined ? '' : `?run=${String(run)}`}`))
      .body as object as Report;
  const file = async (id: string, run: number, format: string, of = stage): Promise<Buffer> => {
    const response = await fetch(`${of.url}/v1/schedules/${id}/runs/${String(run)}?format=${format}`);
    expect([format, response.status]).toEqual([format, 200]);
    return Buffer.from(await response.arrayBuffer());
  };
  const files = (of = stage): Promise<readonly Buffer[]> =>
    Promise.all(FORMATS.map((format) => file('monthly', 1, format, of)));
  /** What tells the bytes of all files apart. */
  const digests = async (of = stage): Promise<readonly string[]> => (await files(of)).map(digestOf);
  let first: readonly Buffer[] = [];

  beforeAll(async () => {
    mails = await MailReceiver.start();
    receiver = await Receiver.start();
    folder = await mkdtemp(join(tmpdir(), 'tally-test-'));
    stage = await Stage.open(settings(), {}, '2024-01-31T20:00:00Z');
    await stage.record('/v1/sales', sale('j1', undefined, '2024-01-10', '1000', { region: 'north' }));
    await stage.record('/v1/sales', sale('j2', undefined, '2024-01-20', '234.5', { region: 'south' }));
    await put('questions/regions', {
      title: 'Revenue by region',
      question: { metrics: ['revenue.net', 'orders'], by: ['region'], period: 'last-month' },
      chart: { kind: 'bar', metrics: ['revenue.net'] },
    });
    await put('channels/mail', { kind: 'mail', to: ['ada@shop.example'] });
    await put('channels/hook', { kind: 'webhook', url: receiver.url });
    await put('channels/chat', { kind: 'chat', url: receiver.url, style: 'slack' });
    await put('channels/files', { kind: 'folder', path: 'reports' });
    await put('channels/desk', { kind: 'inbox' });
  });

  afterAll(async () => {
    await stage.close();
    await receiver.stop();
    await mails.stop();
    await rm(folder, { recursive: true });
  });

  it('are said, shown with when they come next, and refused where a part is wrong', async () => {
    const said = {
      title: 'The month',
      question: 'regions',
      every: 'month',
      at: '08:00',
      timeZone: 'Europe/Berlin',
      format: 'xlsx',
      channels: ['mail', 'hook', 'chat', 'files', 'desk'],
    };
    await put('schedules/monthly', said);
    const shown = { ...said, language: 'en', version: 1, nextAt: '2024-02-01T07:00:00.000Z' };
    expect(await stage.get('/v1/schedules/monthly')).toMatchObject(shown);
    expect(await stage.get('/v1/schedules')).toMatchObject({ schedules: [shown] });
    expect(await stage.get('/v1/schedules/monthly/runs')).toEqual({ schedule: 'monthly', runs: [], next: null });
    const wrong = await stage.send('PUT', '/v1/schedules/other', { ...said, question: 'gone', channels: ['nobody'] });
    expect([wrong.status, wrong.body['errors']]).toMatchObject([400, [{ field: 'question' }]]);
    expect(await stage.problem('GET', '/v1/schedules/nobody/runs')).toBe('404 not-found');
    expect(await stage.problem('GET', '/v1/schedules/monthly/runs/1')).toBe('404 not-found');
    expect(await stage.problem('GET', '/v1/schedules/monthly/runs/0')).toBe('400 invalid-request');
    expect(await stage.problem('GET', '/v1/schedules/monthly/runs/1?format=docx')).toBe('400 invalid-request');
  });

  it('report the period that ended, and go through every channel in the form that it takes', async () => {
    stage.at('2024-02-01T06:59:50Z');
    expect(await runsOf('monthly')).toEqual([]);
    stage.at('2024-02-01T07:00:05Z');
    await ran('monthly', 1);
    expect(await runsOf('monthly')).toMatchObject([
      { run: 1, period: '2024-01', from: '2024-01-01', to: '2024-01-31', state: 'reported', madeUp: false },
    ]);
    const { notes, changes, parts, position } = await report('monthly');
    expect([notes, changes, position]).toEqual([[], [], stage.position]);
    expect(parts.map(({ answer: { rows, totals } }) => [rows, totals])).toEqual([
      [
        [
          { region: 'north', 'revenue.net': '1000', orders: 1 },
          { region: 'south', 'revenue.net': '234.5', orders: 1 },
        ],
        { 'revenue.net': '1234.5', orders: 2 },
      ],
    ]);
    await passing(() => delivered(5));
    first = await files();
  });

  it('come by mail with a summary, the charts in the page, and the file, which opens', () => {
    expect(mails.taken).toHaveLength(1);
    const [mail] = mails.taken;
    expect(mail?.subject).toBe('The month 2024-01');
    expect(mail?.text).toContain('2024-01: 2024-01-01 to 2024-01-31');
    expect(mail?.text).toContain('Revenue by region: revenue.net $1,234.50, orders 2');
    const [chart, book] = mail?.attachments ?? [];
    expect(chart).toMatchObject({ contentType: 'image/png', cid: 'chart-1@tallybook' });
    expect(chart?.content.subarray(1, 4).toString()).toBe('PNG');
    expect(String(mail?.html)).toMatch(/data:image\/png|cid:chart-1@tallybook/);
    expect(book).toMatchObject({ filename: 'monthly-2024-01.xlsx' });
    expect(book?.content.equals(first[FORMATS.indexOf('xlsx')] ?? Buffer.from(''))).toBe(true);
    expect(book?.content.subarray(0, 2).toString()).toBe('PK');
  });

  it('come as data, as words, as a file and into the inbox', async () => {
    const bodies = receiver.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    const hook = bodies.find((body) => body['type'] === 'report');
    const chat = bodies.find((body) => 'text' in body);
    expect(hook?.['data']).toMatchObject({ schedule: 'monthly', run: 1, period: '2024-01', parts: [{}] });
    expect(chat?.['text']).toContain('*The month 2024-01*');
    expect(chat?.['text']).toContain('revenue.net $1,234.50');
    expect(await readdir(join(folder, 'reports'))).toEqual(['monthly-2024-01.xlsx']);
    const written = await readFile(join(folder, 'reports/monthly-2024-01.xlsx'));
    expect(written.equals(first[FORMATS.indexOf('xlsx')] ?? Buffer.from(''))).toBe(true);
    expect((await stage.send('GET', '/v1/messages?channel=desk')).body['messages']).toMatchObject([
      { title: 'The month 2024-01', link: '/v1/schedules/monthly/runs/1' },
    ]);
  });

  it('are files that are what they are called', async () => {
    const [html = '', pdf = '', , csv = ''] = first.map(String);
    expect(html).toContain('<h1');
    expect(html).toContain('data:image/png;base64,');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect(csv).toContain('north,1000,1');
    const { headers } = await fetch(`${stage.url}/v1/schedules/monthly/runs/1?format=html`);
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      'text/html; charset=utf-8',
      'inline; filename="monthly-2024-01.html"',
    ]);
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  it('are the same bytes after late facts, a rebuild, a restart, and in a book that was restored', async () => {
    await stage.record('/v1/sales', sale('late', undefined, '2024-01-30', '65.5', { region: 'north' }));
    await stage.book.models.waitFor(Number(stage.position));
    expect(await digests()).toEqual(first.map(digestOf));
    await stage.send('POST', '/v1/rebuild', {});
    await until(() => stage.book.models.building() === undefined);
    expect(await digests()).toEqual(first.map(digestOf));
    await stage.stop();
    const backup = join(folder, 'backup');
    expect((await tally(['backup', backup, '--data', await stage.folder()])).code).toBe(0);
    expect((await tally(['restore', backup, '--data', join(folder, 'restored')])).code).toBe(0);
    const other = new Stage().at(stage.now.toISOString());
    await cp(join(folder, 'restored'), await other.folder(), { recursive: true });
    await Promise.all([stage.start(settings()), other.start(QUIET)]);
    expect(await digests()).toEqual(first.map(digestOf));
    expect(await digests(other)).toEqual(first.map(digestOf));
    await other.close();
    expect(mails.taken).toHaveLength(1);
  });

  it('begin with what has changed in the period before', async () => {
    await stage.record('/v1/sales', sale('f1', undefined, '2024-01-31', '50', { region: 'west' }));
    await stage.record('/v1/sales/j2/void', { id: 'v1', reason: 'entered twice' });
    stage.at('2024-03-01T07:00:05Z');
    await ran('monthly', 2);
    await passing(() => delivered(10));
    const { notes, changes, parts } = await report('monthly');
    expect(notes).toEqual(['Since 2024-01 was reported (run 1), its figures have changed.']);
    expect(changes.map(({ title, before, after }) => [title, before, after])).toEqual([
      ['Revenue by region: revenue.net', '1234.5', '1115.5'],
      ['Revenue by region: orders', 2, 3],
      ['Revenue by region: revenue.net · north', '1000', '1065.5'],
      ['Revenue by region: orders · north', 1, 2],
      ['Revenue by region: revenue.net · south', '234.5', null],
      ['Revenue by region: orders · south', 1, null],
      ['Revenue by region: revenue.net · west', null, '50'],
      ['Revenue by region: orders · west', null, 1],
    ]);
    expect(parts[0]?.answer.rows).toEqual([]);
    expect(await digests()).toEqual(first.map(digestOf));
    const html = String(await file('monthly', 2, 'html'));
    expect(html.indexOf('What has changed since the last report')).toBeGreaterThan(0);
    expect(html.indexOf('What has changed since the last report')).toBeLessThan(html.indexOf('data:image/png'));
  });

  it('are made up for in order after three months without a process, 12 at most, and say so', async () => {
    await put('dashboards/board', {
      title: 'Board',
      tiles: [
        { question: 'regions', width: 6, height: 4 },
        { question: { metrics: ['orders'] }, width: 6, height: 4 },
      ],
    });
    await put('schedules/daily', {
      title: '日报',
      dashboard: 'board',
      every: 'day',
      at: '08:00',
      timeZone: 'UTC',
      format: 'csv',
      channels: [],
      language: 'zh',
    });
    await stage.stop();
    stage.at('2024-06-01T09:00:00Z');
    await stage.start(settings());
    await ran('daily', 12);
    await ran('monthly', 5);
    const daily = await runsOf('daily');
    expect(daily.map(({ run, period, madeUp }) => [run, period, madeUp])).toEqual(
      Array.from({ length: 12 }, (_, i) => [i + 1, `2024-05-${String(20 + i)}`, true]),
    );
    expect((await report('daily', 1)).notes.join()).toContain('补发');
    expect((await runsOf('monthly')).map(({ period, madeUp }) => [period, madeUp])).toEqual([
      ['2024-01', false],
      ['2024-02', false],
      ['2024-03', true],
      ['2024-04', true],
      ['2024-05', true],
    ]);
  });

  it('say where there is nothing to report any more, and go on when there is', async () => {
    expect((await stage.send('DELETE', '/v1/questions/regions')).status).toBe(200);
    stage.at('2024-07-01T06:00:05Z');
    await ran('monthly', 6);
    expect((await runsOf('monthly')).at(-1)).toMatchObject({ period: '2024-06', state: 'failed' });
    expect(await stage.problem('GET', '/v1/schedules/monthly/runs/6')).toBe('404 not-found');
    const answer = await stage.send('PUT', '/v1/questions/regions', {
      title: 'Orders',
      question: { metrics: ['orders'] },
      chart: { kind: 'kpi' },
    });
    expect(answer.status).toBe(201);
    stage.at('2024-08-01T06:00:05Z');
    await ran('monthly', 7);
    expect((await runsOf('monthly')).at(-1)).toMatchObject({ period: '2024-07', state: 'reported' });
    await passing(() => delivered(35));
    const months = mails.taken.map(({ subject }) => subject).toSorted();
    expect(months).toEqual(Array.from({ length: 7 }, (_, i) => `The month 2024-0${String(i + 1)}`));
    expect(mails.taken.find(({ subject }) => subject === 'The month 2024-06')?.text).toContain(
      'There is no report of 2024-06',
    );
  });

  it('come no more when the schedule is retired, and what was reported stays', async () => {
    expect((await stage.send('DELETE', '/v1/schedules/monthly')).status).toBe(200);
    expect((await stage.send('DELETE', '/v1/schedules/daily')).status).toBe(200);
    stage.at('2024-09-01T06:00:05Z');
    await put('schedules/other', {
      title: 'Other',
      question: 'regions',
      cron: '* * * * *',
      timeZone: 'UTC',
      format: 'html',
      channels: [],
    });
    stage.at('2024-09-01T06:01:05Z');
    await ran('other', 1);
    expect((await runsOf('other')).map(({ period }) => period)).toEqual(['2024-08-31']);
    expect(await runsOf('monthly')).toHaveLength(7);
    expect(await digests()).toEqual(first.map(digestOf));
  });
});
