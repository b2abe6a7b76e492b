import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from '#testing/night.js';
import { scratchFolder, Server, startTally, tally } from './server.js';

/** More than are sent before a process can be killed. */
const FACTS = cases({ day: 10_000, night: 20_000 });

const MAP = `SELECT 'RecordSale' AS type, "order" AS id, any_value(date)::DATE AS occurredAt,
  list({product: product, quantity: quantity, unitPrice: price} ORDER BY line) AS lines, min(line) AS line
FROM file GROUP BY "order" ORDER BY line`;

describe('an import', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;

  beforeAll(async () => {
    scratch = await scratchFolder();
    server = await Server.start(join(scratch.folder, 'data'));
  });

  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  function file(name: string, content: string | Buffer): string {
    const path = join(scratch.folder, name);
    writeFileSync(path, content);
    return path;
  }

  const ndjson = (...facts: readonly object[]) => facts.map((fact) => JSON.stringify(fact)).join('\n');
  const customer = (id: string, more: object = {}) => ({ type: 'RegisterCustomer', data: { id, ...more } });
  const sale = (id: string, customerId: string) => ({
    type: 'RecordSale',
    data: { id, customerId, occurredAt: '2024-02-03', lines: [{ product: 'tea', quantity: 1, unitPrice: '4.15' }] },
  });
  const send = (path: string, ...more: readonly string[]) => tally(['import', path, ...more, '--url', server.url]);
  const refusals = (path: string) =>
    readFileSync(`${path}.errors.ndjson`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const tail = async () => Number((await server.get('/v1/log?limit=1'))['tail']);

  it('says what is recorded when the figures have it, and where', async () => {
    const { code, out } = await send(file('plain.ndjson', ndjson(customer('ada'), sale('s-1', 'ada'))));
    expect([code, out]).toEqual([0, `2 recorded, 0 there before, 0 refused; position ${String(await tail())}\n`]);
    const { rows } = (await server.get('/v1/query?metrics=orders&by=region')) as { rows: unknown };
    expect(rows).toEqual([{ region: '', orders: 1 }]);
  });

  it('refuses a row with more or fewer cells than the header, and the sale that such a row may be of', async () => {
    const rows = [
      'order,date,product,quantity,price',
      'o-1,2024-01-01,"tea, green",1,10.00',
      'o-2,2024-01-01,tea,1,1,234.50',
      'o-3,2024-01-01,tea,2',
      'o-4,2024-01-01,tea,1,1.00',
      'o-4,2024-01-01,milk,1,1,00',
      'o-4,2024-01-01,cup,1,1.00',
      'o-5,2024-01-01,"\n tea",1,1.00',
      'o-6,2024-01-01,"open,1,1.00',
      'o-7,2024-01-01,tea,1,1.00',
    ];
    const path = file('cells.csv', `${rows.join('\r\n')}\r\n`);
    const { code, out } = await send(path, '--map', file('cells.sql', MAP));
    expect(out).toMatch(/^3 recorded, 0 there before, 5 refused; position \d+\nrow-unreadable: 5\n/);
    expect(code).toBe(1);
    const cells = (count: number) => `the row has ${String(count)} cells, the header 5`;
    const hint = ': is a comma not quoted?';
    expect(refusals(path).map(({ line, code: why, detail, fact }) => [line, why, detail, fact])).toEqual([
      [3, 'row-unreadable', cells(6) + hint, ['o-2', '2024-01-01', 'tea', '1', '1', '234.50']],
      [4, 'row-unreadable', cells(4), ['o-3', '2024-01-01', 'tea', '2']],
      [5, 'row-unreadable', 'line 6 cannot be read and may be of this fact, which would lack it', undefined],
      [6, 'row-unreadable', cells(6) + hint, ['o-4', '2024-01-01', 'milk', '1', '1', '00']],
      [10, 'row-unreadable', 'a quote that opens a cell is not closed', ['o-6', '2024-01-01', '"open', '1', '1.00']],
    ]);
    for (const id of ['o-1', 'o-5', 'o-7']) expect([id, (await server.get(`/v1/sales/${id}`))['id']]).toEqual([id, id]);
  });

  it('stops before the first fact for a map that does not fit the file', async () => {
    const path = file('columns.csv', 'order,day,price\no-8,2024-01-01,free\n');
    const before = await tail();
    const says = async (map: string) => {
      const { code, err } = await send(path, '--map', file('columns.sql', map));
      return [code, err];
    };
    expect(await says(MAP)).toEqual([2, expect.stringMatching(/line 1 of the map: .*"date" not found[^]*"day"/)]);
    expect(await says(`SELECT 'RecordSael' AS type FROM file`)).toEqual([
      2,
      expect.stringContaining('there is no type RecordSael; did you mean RecordSale?'),
    ]);
    expect(await says(`SELECT 'SetRate' AS type, money(price) AS rate FROM file`)).toEqual([
      2,
      expect.stringContaining('"free" is no amount; "free" is in column price of file, line 2'),
    ]);
    expect(await tail()).toBe(before);
  });

  it('finds the preset by the header, or says what there is', async () => {
    const contacts =
      'Record ID,First Name,Last Name,Email,Create Date\n1,Ida,Example,ida@example.com,2024-01-10 09:00\n';
    const path = file('contacts.csv', contacts);
    const found = await send(path, '--dry-run');
    expect([found.code, found.err]).toEqual([
      0,
      expect.stringContaining('contacts.csv: by the preset hubspot-contacts'),
    ]);
    const unknown = await send(file('unknown.csv', 'a,b\n1,2\n'));
    expect([unknown.code, unknown.err]).toEqual([
      2,
      expect.stringMatching(/no preset fits .*columns a, b: .*--suggest/),
    ]);
    const misspelt = await send(path, '--preset', 'hubspot-contact');
    expect([misspelt.code, misspelt.err]).toEqual([2, expect.stringContaining('did you mean hubspot-contacts?')]);
    const both = await send(file('both.ndjson', '{}'), '--preset', 'paypal');
    expect([both.code, both.err]).toEqual([2, expect.stringContaining('NDJSON lines are facts already')]);
  });

  it('takes reading options from the map, flags before them, and other tables beside the file', async () => {
    const map = `-- delimiter: ;
      -- timezone: Asia/Tokyo
      SELECT 'RegisterCustomer' AS type, id, "at"::TIMESTAMP AS registeredAt, name FROM file JOIN names USING (id)`;
    const path = file('options.csv', Buffer.from('id|at\njön|2024-01-01 08:00:00\n', 'latin1'));
    const names = file('names.csv', 'id,name\njön,"Jön, Example"\n');
    const args = ['--map', file('options.sql', map), '--with', `names=${names}`, '--delimiter', '|'];
    const refused = await send(path, ...args);
    expect([refused.code, refused.err]).toEqual([
      2,
      expect.stringMatching(/line 2, column 2 is the byte 0xF6.*--encoding/),
    ]);
    writeFileSync(names, Buffer.from(readFileSync(names, 'utf8'), 'latin1'));
    expect((await send(path, ...args, '--encoding', 'windows-1252')).code).toBe(0);
    const shown = await server.get(`/v1/customers/${encodeURIComponent('jön')}`);
    const { events } = await server.get(`/v1/log?stream=${encodeURIComponent('customer-jön')}`);
    expect([shown['name'], events]).toEqual([
      'Jön, Example',
      [expect.objectContaining({ occurredAt: '2023-12-31T23:00:00.000Z' })],
    ]);
  });

  it('ends at Ctrl-C while it maps, and leaves nothing behind', async () => {
    const temporary = join(scratch.folder, 'temporary');
    mkdirSync(temporary);
    const map = `SELECT 'SetRate' AS type, sum(x.range + y.range)::VARCHAR AS id FROM range(1000000) x, range(1000000) y`;
    const args = ['import', file('endless.csv', 'a\n1\n'), '--map', file('endless.sql', map), '--url', server.url];
    const child = spawn(process.execPath, ['dist/apps/cli/main.js', ...args], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = once(child, 'close');
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('refuses a file that is not UTF-8 at its first bad byte, and records nothing of it', async () => {
    const good = Buffer.from(`${ndjson(customer('zoe'), customer('mia'))}\n`);
    const path = file(
      'latin.ndjson',
      Buffer.concat([good, Buffer.from(ndjson(customer('yan', { name: 'é' })), 'latin1')]),
    );
    const before = await tail();
    const { code, err } = await send(path);
    expect([code, err]).toEqual([2, expect.stringContaining('is not UTF-8: line 3, column 55 is the byte 0xE9')]);
    expect(await tail()).toBe(before);
  });

  it('takes U+2028 for content, a byte order mark for none and a line of 2 MiB for one bad line', async () => {
    const name = 'Ann\u2028Lee \u2029 \u0085';
    const long = JSON.stringify(customer('long', { name: 'x'.repeat(2_097_152) }));
    const lines = [
      JSON.stringify(customer('ann', { attributes: { note: name } })),
      '',
      long,
      JSON.stringify(customer('bea')),
    ];
    const path = file('lines.ndjson', `\ufeff${lines.join('\r\n')}`);
    const { out } = await send(path);
    expect(out).toMatch(/^1 recorded, 0 there before, 2 refused;/);
    expect(refusals(path).map(({ line, id }) => [line, id])).toEqual([
      [1, 'ann'],
      [3, ''],
    ]);
  });

  it('writes what was refused into a file of its own, not through a link, for nobody else to read', async () => {
    const victim = file('victim.txt', 'mine');
    const path = file('refused.ndjson', ndjson(sale('s-9', 'nobody'), customer('eve')));
    symlinkSync(victim, `${path}.errors.ndjson`);
    expect((await send(path)).code).toBe(1);
    expect(readFileSync(victim, 'utf8')).toBe('mine');
    const { mode } = lstatSync(`${path}.errors.ndjson`);
    expect([mode & 0o777, (mode & 0o170000) === 0o100000]).toEqual([0o600, true]);
    expect(refusals(path)).toEqual([
      { line: 1, id: 's-9', code: 'customer-unknown', detail: expect.any(String), fact: sale('s-9', 'nobody') },
    ]);
    // What was refused once is not said of an import that refuses nothing.
    writeFileSync(path, ndjson(customer('eve')));
    expect((await send(path)).code).toBe(0);
    expect(existsSync(`${path}.errors.ndjson`)).toBe(false);
  });

  it('leaves nothing beside the file that another book could inherit', async () => {
    const facts = Array.from({ length: FACTS }, (_, i) => customer(`c-${String(i)}`));
    const path = file('many.ndjson', ndjson(...facts));
    const before = await tail();
    const broken = startTally(['import', path, '--url', server.url]);
    while ((await tail()) === before);
    await broken.kill();
    expect(await tail()).toBeLessThan(before + FACTS);
    expect(readdirSync(scratch.folder).filter((name) => name.startsWith('many'))).toEqual(['many.ndjson']);
    const all = String(FACTS);
    expect((await tally(['import', path, '--data', join(scratch.folder, 'other')])).out).toBe(
      `${all} recorded, 0 there before, 0 refused; position ${String(FACTS + 1)}\n`,
    );
    const [, recorded, known] = /^(\d+) recorded, (\d+) there before, 0 refused;/.exec((await send(path)).out) ?? [];
    expect([Number(recorded) + Number(known), Number(known) > 0, await tail()]).toEqual([FACTS, true, before + FACTS]);
  });

  it('into a data folder takes the server with it when it is killed, and is started again', async () => {
    const path = file('folder.ndjson', ndjson(...Array.from({ length: FACTS }, (_, i) => customer(`f-${String(i)}`))));
    const data = join(scratch.folder, 'killed');
    const broken = startTally(['import', path, '--data', data]);
    while (!existsSync(join(data, 'views-0.1.sqlite')));
    await broken.kill();
    // It may take a moment to stop.
    let again = await tally(['import', path, '--data', data]);
    while (again.err.includes('in use')) again = await tally(['import', path, '--data', data]);
    expect([again.code, again.out]).toEqual([
      0,
      expect.stringMatching(
        new RegExp(`^\\d+ recorded, \\d+ there before, 0 refused; position ${String(FACTS + 1)}\n$`),
      ),
    ]);
  });

  it('has what was known since when from a column of the map, into a book without other facts', async () => {
    const map = `SELECT 'RegisterCustomer' AS type, id, "since"::DATE AS "knownSince", "at"::DATE AS registeredAt, line FROM file`;
    const path = file(
      'history.csv',
      'id,at,since\nh-1,2023-01-01,2023-01-02\nh-2,2023-01-01,2023-02-01\nh-3,2023-01-01,2023-01-31\n',
    );
    const args = ['import', path, '--map', file('history.sql', map)];
    const said = 'known-out-of-order: 1\n  line 4: knownSince 2023-01-30T23:00:00.000Z is before';
    const zone = ['--timezone', 'Europe/Berlin', '--data', join(scratch.folder, 'history')];
    const tried = await tally([...args, ...zone, '--dry-run'], { TALLY_TIME_ZONE: 'Europe/Berlin' });
    expect([tried.code, tried.out]).toEqual([
      1,
      expect.stringContaining(`1 would be refused; nothing was recorded\nfacts: 3 RegisterCustomer\n${said}`),
    ]);
    const { code, out } = await tally([...args, ...zone], { TALLY_TIME_ZONE: 'Europe/Berlin' });
    expect([code, out]).toEqual([1, expect.stringMatching(/^2 recorded, 0 there before, 1 refused; position 3\n/)]);
    expect(out).toContain(said);
    // Where there are others it is too late.
    const late = await send(path, '--map', file('history.sql', map), '--dry-run');
    expect([late.code, late.out]).toEqual([1, expect.stringContaining('known-out-of-order: 3\n')]);
    expect((await send(path, '--map', file('history.sql', map))).out).toContain('known-out-of-order: 3\n');
  });

  it('is tried out as the server would decide, with and without a book, and records nothing', async () => {
    const path = file(
      'trial.ndjson',
      [
        ...[customer('new'), sale('t-1', 'new'), sale('t-2', 'ada'), sale('s-1', 'ada'), customer('')].map((one) =>
          JSON.stringify(one),
        ),
        '{"type": "RefundSale", "data": {"saleId": "s-1", "id": "r", "occurredAt": "2024-03-01", "amount": "5"}}',
        'no json',
      ].join('\n'),
    );
    const before = await tail();
    const onServer = await send(path, '--dry-run');
    expect([onServer.code, ...onServer.out.split('\n').slice(0, 2)]).toEqual([
      1,
      '3 would be recorded, 1 are there, 3 would be refused; nothing was recorded',
      'facts: 2 RegisterCustomer, 3 RecordSale, 1 RefundSale',
    ]);
    expect(onServer.out).toMatch(/invalid-request: 2\n {2}line 5: .*\n {2}line 7: .*\n/);
    expect(onServer.out).toContain('refund-exceeds-sale: 1\n  line 6: ');
    expect(await tail()).toBe(before);
    const nowhere = join(scratch.folder, 'nowhere');
    const alone = await tally(['import', path, '--dry-run', '--data', nowhere]);
    expect(alone.out.split('\n')[0]).toBe('2 would be recorded, 0 are there, 5 would be refused; nothing was recorded');
    expect(alone.out).toContain('customer-unknown: 2\n  line 3: ');
    expect([existsSync(nowhere), existsSync(`${path}.errors.ndjson`)]).toEqual([false, false]);
    const inFolder = await tally(['import', path, '--dry-run', '--data', join(scratch.folder, 'data')]);
    expect(inFolder.out).toBe(onServer.out);
    expect((await send(file('fine.ndjson', ndjson(customer('fine'))), '--dry-run')).code).toBe(0);
  });
});
