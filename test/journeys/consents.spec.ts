import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

/** Days on which all is asked: before, between and after what is said of consents. */
const DAYS = ['2024-01-31', '2024-02-01', '2024-03-31', '2024-04-01', '2024-06-30'];

describe('consents', () => {
  let stage: Stage;
  const put = (id: string, body: object) => stage.send('PUT', `/v1/customers/${id}/consent`, body);
  const figures = () => stage.get('/v1/figures?from=2024-01-01&to=2024-06-30');
  const consentOf = async (clocks: string) => (await stage.get(`/v1/customers/ada?${clocks}`))['consent'];
  const members = async (clocks: string) => {
    const { customers } = await stage.get(`/v1/segments/written/members?${clocks}`);
    return (customers as readonly { readonly id: string }[]).map(({ id }) => id);
  };
  let before: unknown;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-06-29T09:00:00Z');
    for (const id of ['ada', 'bob']) await stage.record('/v1/customers', { id, registeredAt: '2024-01-01' });
    await stage.record('/v1/sales', sale('a1', 'ada', '2024-03-10', '60'));
    const rule = '"mail" in consent && consent["mail"] && !consent["chat"]';
    await stage.record('/v1/segments/written', { title: 'Written', rule }, 'PUT');
    before = (await figures())['digest'];
    const said = { channel: 'mail', given: true, at: '2024-02-01' };
    await stage.record('/v1/customers/ada/consent', said, 'PUT');
    await stage.record('/v1/customers/ada/consent', { channel: 'chat', given: false, at: '2024-01-10' }, 'PUT');
    stage.at('2024-06-30T09:00:00Z');
    await stage.record('/v1/customers/ada/consent', { channel: 'mail', given: false, at: '2024-04-01' }, 'PUT');
  });
  afterAll(() => stage.close());

  it('are shown with the customer and known to segments, on both clocks', async () => {
    const found = [];
    for (const asOf of DAYS) found.push([await consentOf(`asOf=${asOf}`), await members(`asOf=${asOf}`)]);
    const [no, yes] = [{ chat: false }, { chat: false, mail: true }];
    const gone = { chat: false, mail: false };
    expect(found).toEqual([
      [no, []],
      [yes, ['ada']],
      [yes, ['ada']],
      [gone, []],
      [gone, []],
    ]);
    expect(await consentOf('asOf=2024-06-30&knownAt=2024-06-29')).toEqual(yes);
    expect(await members('asOf=2024-06-30&knownAt=2024-06-29')).toEqual(['ada']);
    expect(await members('asOf=2024-06-30&knownAt=2024-06-28')).toEqual([]);
    expect(await consentOf('asOf=2024-03-31T23:59:00Z')).toEqual(yes);
  });

  it('are shown in lists, and not at all of whom nobody said anything', async () => {
    const { customers } = await stage.get('/v1/customers');
    expect((customers as readonly { consent?: object }[]).map(({ consent }) => consent)).toEqual([
      { chat: false, mail: false },
      undefined,
    ]);
  });

  it('change no figure', async () => {
    expect((await figures())['digest']).toBe(before);
  });

  it('said again are there once, and in the timeline', async () => {
    const { status, body } = await put('ada', { channel: 'mail', given: false });
    expect([status, body['duplicate']]).toEqual([200, true]);
    const { events } = await stage.get('/v1/customers/ada/timeline');
    const types = (events as readonly { readonly type: string }[]).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('Consent'))).toEqual([
      'ConsentGiven',
      'ConsentWithdrawn',
      'ConsentWithdrawn',
    ]);
  });

  it('are of a customer that there is, of a channel, at a time that has come', async () => {
    const said = { channel: 'mail', given: true };
    const refusals = [];
    for (const [id, body] of [
      ['nobody', said],
      ['bob', { given: true }],
      ['bob', { ...said, given: 'yes' }],
      ['bob', { ...said, at: '2024-07-02' }],
      ['bob', { ...said, by: 'ann' }],
    ] as const)
      refusals.push(await stage.problem('PUT', `/v1/customers/${id}/consent`, body));
    expect(refusals).toEqual([
      '404 not-found',
      '400 invalid-request',
      '400 invalid-request',
      '422 occurred-in-future',
      '400 invalid-request',
    ]);
  });
});
