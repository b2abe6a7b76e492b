import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QUIET, sale, Stage } from './stage.js';

const SAID = { name: 'Wilhelmina Murray', email: 'minna@example.org', phone: '+49301234567', note: 'Kornblume' };
const LATER = { email: 'harker@example.org', subject: 'Zahnschmerzen', title: 'Erbschaft' };
const ADA = {
  id: 'ada',
  registeredAt: '2024-01-01',
  region: 'north',
  name: SAID.name,
  email: SAID.email,
  phone: SAID.phone,
  attributes: { note: SAID.note },
};
const MOVED = { id: 'x1', effectiveAt: '2024-01-02', region: 'south', email: LATER.email };
const CALL = { id: 'i1', customerId: 'ada', occurredAt: '2024-01-03', kind: 'call', subject: LATER.subject };
const DEAL = { id: 'o1', openedAt: '2024-01-03', value: '70', title: LATER.title };

async function recordAll(stage: Stage): Promise<void> {
  await stage.record('/v1/customers', ADA);
  await stage.record('/v1/customers/ada', MOVED, 'PATCH');
  await stage.record('/v1/interactions', CALL);
  await stage.record('/v1/opportunities', DEAL);
  await stage.record('/v1/sales', sale('s1', 'ada', '2024-01-04', '12'));
}

/** A text in whatever way a file could have it. */
function encodingsOf(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  // Whatever stands before it: of base64 what does not depend on that.
  const inBase64 = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return Buffer.from(whole.slice(before === 0 ? 0 : 4, -4));
  });
  const hex = bytes.toString('hex');
  return [bytes, Buffer.from(text, 'utf16le'), Buffer.from(hex), Buffer.from(hex.toUpperCase()), ...inBase64];
}

/** Which of some texts stand in any file below a folder, in any letter case. */
async function foundIn(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
  expect(files.length).toBeGreaterThan(3);
  const contents = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
  return texts.filter((text) =>
    [text, text.toLowerCase()]
      .flatMap(encodingsOf)
      .some((bytes) => contents.some((content) => content.includes(bytes))),
  );
}

const WORDS = [...Object.values(SAID), ...Object.values(LATER)];

describe('a book that keeps what is personal sealed', () => {
  const stage = new Stage();
  let folder: string;
  const settings = () => ({ TALLY_MASTER_KEY_FILE: join(folder, 'master.key'), TALLY_KEYS_DIR: join(folder, 'keys') });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tally-keys-'));
    await writeFile(join(folder, 'master.key'), randomBytes(32));
    stage.at('2024-01-10T00:00:00Z');
    await stage.start(settings());
    await recordAll(stage);
  });
  afterAll(async () => {
    await stage.close();
    await rm(folder, { recursive: true });
  });

  const found = async (q: string) => {
    const answer = await stage.send('POST', '/v1/customers/search', { q, position: stage.position });
    return (answer.body['customers'] as readonly { readonly id: string }[]).map(({ id }) => id);
  };

  it('shows and finds it as any other', async () => {
    const { id: _id, registeredAt: _at, ...said } = ADA;
    expect(await stage.get('/v1/customers/ada')).toMatchObject({ ...said, region: 'south', email: LATER.email });
    expect(await stage.get('/v1/customers/ada?asOf=2024-01-01')).toMatchObject(said);
    expect(await stage.get('/v1/interactions/i1')).toMatchObject({ subject: LATER.subject });
    expect(await stage.get('/v1/opportunities/o1')).toMatchObject({ title: LATER.title });
    expect(await stage.get('/v1/customers/ada/timeline')).toMatchObject({
      events: expect.arrayContaining([
        expect.objectContaining({
          type: 'CustomerChanged',
          data: expect.objectContaining({ personal: { email: LATER.email } }),
        }),
      ]),
    });
    for (const q of ['murray', 'HARKER@', SAID.phone, 'ad']) expect([q, await found(q)]).toEqual([q, ['ada']]);
    expect(await found('nobody')).toEqual([]);
  });

  it('tells a repetition from a conflict by it', async () => {
    for (const [method, path, body] of [
      ['POST', '/v1/customers', ADA],
      ['PATCH', '/v1/customers/ada', MOVED],
      ['POST', '/v1/interactions', CALL],
      ['POST', '/v1/opportunities', DEAL],
    ] as const) {
      expect(await stage.send(method, path, body)).toMatchObject({ status: 200, body: { duplicate: true } });
    }
    for (const [method, path, body, field] of [
      ['POST', '/v1/customers', { ...ADA, email: 'other@example.org' }, 'email'],
      ['PATCH', '/v1/customers/ada', { ...MOVED, email: 'other@example.org' }, 'email'],
      ['POST', '/v1/interactions', { ...CALL, subject: undefined }, 'subject'],
    ] as const)
      expect(await stage.send(method, path, body)).toMatchObject({ status: 409, body: { errors: [{ field }] } });
  });

  it('has it in the clear in none of its files, and gives out the log as it is', async () => {
    await stage.get('/v1/figures?asOf=2024-01-10');
    expect(await foundIn(await stage.folder(), WORDS)).toEqual([]);
    expect(await foundIn(folder, WORDS)).toEqual([]);
    const log = await stage.send('GET', '/v1/log?limit=1000');
    expect(JSON.stringify(log.body)).toContain('"personal":{"k":');
    expect(WORDS.filter((word) => JSON.stringify(log.body).includes(word))).toEqual([]);
  });

  it('counts as a book that keeps it as it is, which takes it up from then on', async () => {
    const other = await Stage.open({}, {}, '2024-01-10T00:00:00Z');
    await recordAll(other);
    const figures = async (of: Stage) => (await of.get('/v1/figures?from=2024-01-01&to=2024-01-09'))['digest'];
    expect(await figures(other)).toBe(await figures(stage));
    expect((await foundIn(await other.folder(), WORDS)).length).toBe(WORDS.length);
    await other.stop();
    await other.start({ ...settings(), TALLY_KEYS_DIR: join(folder, 'other-keys') });
    await other.record('/v1/customers', { id: 'bo', name: 'Bonifatius' });
    expect(await other.get('/v1/customers/ada')).toMatchObject({ name: SAID.name });
    expect(await other.get('/v1/customers?q=BONIF')).toMatchObject({ customers: [{ id: 'bo', name: 'Bonifatius' }] });
    expect(await other.get('/v1/customers?q=MURRAY')).toMatchObject({ customers: [{ id: 'ada' }] });
    expect(await foundIn(await other.folder(), ['Bonifatius'])).toEqual([]);
    await other.close();
  });

  it('starts with its keys only', async () => {
    await stage.stop();
    await expect(stage.start(QUIET)).rejects.toThrow('TALLY_MASTER_KEY_FILE');
    const elsewhere = { ...settings(), ...QUIET, TALLY_KEYS_DIR: join(folder, 'empty') };
    await expect(stage.start(elsewhere)).rejects.toThrow('bring keys.sqlite back');
    await writeFile(join(folder, 'wrong.key'), randomBytes(32));
    const wrong = { ...settings(), ...QUIET, TALLY_MASTER_KEY_FILE: join(folder, 'wrong.key') };
    await expect(stage.start(wrong)).rejects.toThrow('another master key');
    await stage.start(settings());
    expect(await stage.get('/v1/customers/ada')).toMatchObject({ name: SAID.name });
    expect(await stage.send('POST', '/v1/customers', ADA)).toMatchObject({ status: 200 });
  });
});
