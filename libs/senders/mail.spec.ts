import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Outgoing } from '#kernel/message.js';
import { MailReceiver } from '#testing/mail-receiver.js';
import { sendMail } from './mail.js';

const PIXEL = Buffer.from('89504e470d0a1a0a', 'hex');
const outgoing: Outgoing = {
  id: 'report-月-1',
  subject: 'report',
  at: '2024-05-01T10:00:00.000Z',
  message: {
    title: 'Revenue 收入 – März',
    text: 'Net 12.50 €',
    html: '<p>Net <b>12.50 €</b></p><img src="cid:chart-1.png">',
    images: [{ name: 'chart-1.png', type: 'image/png', content: PIXEL }],
    files: [{ name: 'march.csv', type: 'text/csv', content: Buffer.from('a,b\n1,2\n') }],
    data: null,
  },
};

describe('mail', () => {
  let receiver: MailReceiver;
  let url = '';

  beforeAll(async () => {
    receiver = await MailReceiver.start();
    ({ url } = receiver);
  });
  afterAll(() => receiver.stop());

  const send = (to: readonly string[], from = 'Tallybook <book@shop.example>'): Promise<string | undefined> =>
    sendMail(to, outgoing, { url, from }, new AbortController().signal);

  it('arrives with its page, the images in it, and its files', async () => {
    expect(await send(['ada@shop.example', 'Bo <bo@shop.example>'])).toBeUndefined();
    const [mail] = receiver.taken.splice(0);
    expect(mail).toMatchObject({ subject: 'Revenue 收入 – März', text: 'Net 12.50 €' });
    expect([mail?.to].flat().map((to) => to?.text)).toEqual(['ada@shop.example, "Bo" <bo@shop.example>']);
    expect(mail?.html).toContain('<b>12.50 €</b>');
    const parts = mail?.attachments.map(({ filename, contentType, cid, content }) => [
      filename,
      contentType,
      cid,
      content,
    ]);
    expect(parts).toEqual([
      ['chart-1.png', 'image/png', 'chart-1.png', PIXEL],
      ['march.csv', 'text/csv', undefined, Buffer.from('a,b\n1,2\n')],
    ]);
  });

  it('is the same message when it is sent again', async () => {
    receiver.refusals.push(Object.assign(new Error('try later'), { responseCode: 451 }));
    await expect(send(['ada@shop.example'])).rejects.toThrow('451 try later');
    await send(['ada@shop.example']);
    await send(['ada@shop.example'], 'book@shop.example');
    const ids = receiver.taken.splice(0).map(({ messageId }) => messageId);
    expect(ids[0]).toMatch(/^<[\da-f]{32}@shop\.example>$/);
    expect(new Set(ids).size).toBe(1);
  });

  it('has left where some addresses are refused, which is noted; not where all are', async () => {
    expect(await send(['ada@shop.example', 'no-one@shop.example'])).toMatch(/not taken for some.*550 no such user/);
    expect(receiver.taken.splice(0)).toHaveLength(1);
    await expect(send(['no-one@shop.example'])).rejects.toThrow('550 no such user');
    expect(receiver.taken).toEqual([]);
  });

  it('says what is wrong with a server that is not there', async () => {
    const nobody = { url: 'smtp://127.0.0.1:1', from: 'book@shop.example' };
    const sending = sendMail(['ada@shop.example'], outgoing, nobody, new AbortController().signal);
    await expect(sending).rejects.toThrow('ECONNREFUSED');
  });
});
