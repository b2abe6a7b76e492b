import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatStyle } from '#kernel/channel.js';
import { Receiver } from '#testing/receiver.js';
import { Destinations } from './addresses.js';
import { sendChat } from './chat.js';

describe('a chat', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await Receiver.start();
  });
  afterAll(() => receiver.stop());

  const send = async (style: ChatStyle, text = 'north < south & west\nby a fifth'): Promise<unknown> => {
    const outgoing = {
      id: 'a',
      subject: 'alert',
      at: '2024-05-01T10:00:00.000Z',
      message: { title: 'Sales fell', text, data: null },
    };
    const to = new Destinations([receiver.place]);
    await sendChat({ url: receiver.url, style }, outgoing, to, new AbortController().signal);
    return JSON.parse(receiver.received.splice(0)[0]!.body);
  };

  it('is told in the words of its style', async () => {
    expect(await send('slack')).toEqual({ text: '*Sales fell*\nnorth &lt; south &amp; west\nby a fifth' });
    const teams = (await send('teams')) as {
      attachments: [{ contentType: string; content: { body: { text: string }[] } }];
    };
    expect(teams.attachments[0].contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(teams.attachments[0].content.body.map(({ text }) => text)).toEqual([
      'Sales fell',
      'north < south & west',
      'by a fifth',
    ]);
    expect(await send('feishu')).toEqual({
      msg_type: 'text',
      content: { text: 'Sales fell\nnorth < south & west\nby a fifth' },
    });
    expect(await send('dingtalk')).toEqual({
      msgtype: 'markdown',
      markdown: { title: 'Sales fell', text: '#### Sales fell\n\nnorth < south & west  \nby a fifth' },
    });
    expect(await send('wecom')).toEqual({
      msgtype: 'markdown',
      markdown: { content: '**Sales fell**\nnorth < south & west\nby a fifth' },
    });
  });

  it('is not taken for told where it answers 200 and refuses', async () => {
    receiver.replies.push({ body: '{"code":19024,"msg":"Key Words Not Found"}' });
    await expect(send('feishu')).rejects.toThrow('the chat refuses it: 19024 "Key Words Not Found"');
    receiver.replies.push({ body: '{"errcode":93000,"errmsg":"invalid webhook url"}' });
    await expect(send('wecom')).rejects.toThrow('the chat refuses it: 93000 "invalid webhook url"');
    receiver.received.length = 0;
    for (const body of ['ok', '1', '', '{"code":0,"msg":"success"}', '{"errcode":0,"errmsg":"ok"}']) {
      receiver.replies.push({ body });
      await expect(send('slack')).resolves.toBeDefined();
    }
  });

  it('is told the beginning of what is too long for it', async () => {
    const told = (await send('feishu', 'x'.repeat(9_000))) as { content: { text: string } };
    expect(told.content.text).toBe(`Sales fell\n${'x'.repeat(1_199)}…`);
  });
});
