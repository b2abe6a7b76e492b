import { describe, expect, it } from '@jest/globals';
import type { Outgoing } from '#kernel/message.js';
import type { Ways } from '#kernel/ways.js';
import { OUR_KINDS } from './channel-kinds.js';

const outgoing: Outgoing = {
  id: 'alert-1',
  subject: 'alert',
  at: '2024-05-01T10:00:00.000Z',
  message: { title: 'Sales fell', text: 'by a fifth', data: null },
};

/** By which way a message leaves through a channel of a kind, and to where. */
async function leftBy(kind: string, said: Readonly<Record<string, never>>, secrets = {}) {
  const left: unknown[] = [];
  const by =
    (way: string) =>
    (...to: readonly unknown[]) => {
      left.push([way, ...to]);
      return Promise.resolve(way === 'mail' ? 'not taken for bo@shop.example' : undefined);
    };
  const ways = Object.fromEntries(['mail', 'hook', 'chat', 'folder', 'keep'].map((way) => [way, by(way)]));
  const sent = await OUR_KINDS[kind]?.send({ kind, said, secrets }, outgoing, ways as object as Ways);
  return { left, sent };
}

describe('a kind of channel that is always there', () => {
  it.each([
    ['webhook', { url: 'https://a.example' }, ['hook', { url: 'https://a.example', secrets: ['b', 'a'] }, outgoing]],
    [
      'chat',
      { url: 'https://a.example', style: 'slack' },
      ['chat', expect.objectContaining({ style: 'slack' }), outgoing],
    ],
    ['folder', { path: 'a/b' }, ['folder', 'a/b', outgoing]],
    ['inbox', {}, ['keep', outgoing]],
  ])('sends by its own way: %s', async (kind, said, way) => {
    const { left, sent } = await leftBy(kind, said as never, { secret: ['b', 'a'] });
    expect(left).toEqual([way]);
    expect(sent).toEqual({ answer: 'taken' });
  });

  it('notes which addresses did not take a mail', async () => {
    const { left, sent } = await leftBy('mail', { to: ['ada@shop.example', 'bo@shop.example'] } as never);
    expect(left).toEqual([['mail', ['ada@shop.example', 'bo@shop.example'], outgoing]]);
    expect(sent).toEqual({ answer: 'taken', note: 'not taken for bo@shop.example' });
  });
});
