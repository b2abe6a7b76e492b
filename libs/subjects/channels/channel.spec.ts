import { describe, expect, it } from '@jest/globals';
import { MASK } from '#ledger/named/secrets.js';
import { Desk } from '#testing/desk.js';
import { OUR_KINDS } from './channel-kinds.js';
import { channelIn } from './channel.js';

const [ONE, OTHER] = ['A', 'B'].map((letter) => `whsec_${letter.repeat(44)}`) as [string, string];
const HOUR = 3_600_000;

/** What a channel is after these were said of it, an hour after each other. */
async function channelAfter(hoursLater: number, ...said: readonly (object | 'retired')[]) {
  const desk = new Desk();
  const start = Date.parse(desk.now);
  for (const [i, content] of said.entries()) {
    desk.now = new Date(start + i * HOUR).toISOString();
    if (content === 'retired') await desk.record('RetireChannel', { id: 'ops' });
    else await desk.record('SetChannel', { id: 'ops', ...content });
  }
  const events = await desk.log.readStream('channel-ops');
  const last = Date.parse(desk.now);
  return channelIn(events, new Date(last + hoursLater * HOUR), OUR_KINDS);
}

const hook = (secret?: string, url = 'https://hooks.example/a') => {
  return { kind: 'webhook', url, ...(secret !== undefined && { secret }) };
};

describe('a channel', () => {
  it('is what was said of it last', async () => {
    expect(await channelAfter(0, { kind: 'mail', to: ['Ada <ada@shop.example>', 'bo@shop.example'] })).toEqual({
      kind: 'mail',
      said: { to: ['Ada <ada@shop.example>', 'bo@shop.example'] },
      secrets: {},
    });
    expect(await channelAfter(0, { kind: 'inbox' }, { kind: 'folder', path: 'a/b' })).toEqual({
      kind: 'folder',
      said: { path: 'a/b' },
      secrets: {},
    });
    const chat = { url: 'https://chat.example/x', style: 'feishu' };
    expect(await channelAfter(0, { kind: 'chat', ...chat })).toEqual({ kind: 'chat', said: chat, secrets: {} });
    expect(await channelAfter(0)).toBeUndefined();
    expect(await channelAfter(0, { kind: 'inbox' }, 'retired')).toBeUndefined();
    const again = await channelAfter(0, { kind: 'inbox' }, 'retired', { kind: 'inbox' });
    expect(again).toEqual({ kind: 'inbox', said: {}, secrets: {} });
  });

  it('is signed for with the secret before too, for a day after it was changed', async () => {
    const secrets = async (hours: number, ...said: readonly (object | 'retired')[]) => {
      const channel = await channelAfter(hours, ...said);
      return channel?.secrets['secret'] ?? [];
    };
    expect(await secrets(0, hook())).toEqual([]);
    expect(await secrets(0, hook(ONE))).toEqual([sealed(ONE)]);
    expect(await secrets(23, hook(ONE), hook(OTHER))).toEqual([sealed(OTHER), sealed(ONE)]);
    expect(await secrets(24, hook(ONE), hook(OTHER))).toEqual([sealed(OTHER)]);
    const elsewhere = hook(MASK, 'https://hooks.example/b');
    expect(await secrets(22, hook(ONE), hook(OTHER), elsewhere)).toEqual([sealed(OTHER), sealed(ONE)]);
    expect(await secrets(23, hook(ONE), hook(OTHER), elsewhere)).toEqual([sealed(OTHER)]);
    expect(await secrets(0, hook(ONE), 'retired', hook(OTHER))).toEqual([sealed(OTHER)]);
    expect(await secrets(0, hook(ONE), hook())).toEqual([]);
  });

  it('keeps no secret as it was said, and keeps the one there is where it is masked', async () => {
    const desk = new Desk();
    await desk.record('SetChannel', { id: 'ops', ...hook(ONE) });
    await desk.record('SetChannel', { id: 'ops', ...hook(MASK) });
    const events = await desk.log.readStream('channel-ops');
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain(ONE);
    expect(await desk.wrongFields('SetChannel', { id: 'other', ...hook(MASK) })).toEqual(['secret']);
  });

  it('says what is wrong with it, and shows no secret', async () => {
    const desk = new Desk();
    const wrong = (content: object) => desk.wrongFields('SetChannel', { id: 'ops', ...content });
    expect(await wrong({ kind: 'pigeon' })).toEqual(['kind']);
    expect(await wrong({ kind: 'mail' })).toEqual(['to']);
    expect(await wrong({ kind: 'mail', to: [] })).toEqual(['to']);
    for (const to of ['ada', 'a@b, c@d', 'a@b\r\nBcc: c@d', 'Ada\n <a@b>'])
      expect(await wrong({ kind: 'mail', to: [to] })).toEqual(['to[0]']);
    expect(await wrong({ kind: 'inbox', url: 'https://a.example' })).toEqual(['url']);
    expect(await wrong({ kind: 'chat', url: 'https://a.example', style: 'icq' })).toEqual(['style']);
    for (const url of ['ftp://a.example', 'a.example', 'https://me:pw@a.example', ''])
      expect(await wrong({ kind: 'webhook', url })).toEqual(['url']);
    for (const path of ['..', 'a/../b', '/etc', 'a//b', './a', 'a/.', ''])
      expect(await wrong({ kind: 'folder', path })).toEqual(['path']);
    const problem = await desk.problemOf('SetChannel', { id: 'ops', ...hook('whsec_short') });
    expect(problem.detail).toContain('secret must be whsec_');
    expect(JSON.stringify(problem)).not.toContain('whsec_short');
  });
});

/** As the desk seals. */
function sealed(secret: string): string {
  return `sealed ${secret.length.toString()} ${secret.at(-1) ?? ''}`;
}
