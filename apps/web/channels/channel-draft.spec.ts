import { describe, expect, it } from '@jest/globals';
import type { Channel, SetChannel } from '#client/index.js';
import { channelDraftOf, channelOf, newSecret } from './channel-draft.js';

describe('a channel in a form', () => {
  it.each<SetChannel>([
    { kind: 'mail', to: ['ada@example.com', 'Ben <ben@example.com>'] },
    { kind: 'webhook', url: 'https://hooks.example.com/tally', secret: 'whsec_***' },
    { kind: 'webhook', url: 'https://hooks.example.com/tally' },
    { kind: 'chat', url: 'https://chat.example.com/in', style: 'feishu' },
    { kind: 'folder', path: 'reports' },
    { kind: 'inbox' },
  ])('comes out as it went in: %j', (said) => {
    const head = { id: 'c', version: 1, position: '1', recordedAt: '2024-01-01T00:00:00.000Z' };
    expect(channelOf(channelDraftOf({ ...head, ...said }))).toEqual(said);
  });

  it('has addresses line by line, without empty ones', () => {
    const draft = { ...channelDraftOf({ kind: 'mail' } as Channel), to: ' ada@example.com \n\nben@example.com\n' };
    expect(channelOf(draft)).toEqual({ kind: 'mail', to: ['ada@example.com', 'ben@example.com'] });
  });

  it('has what a kind of a plug-in has, each in its form', () => {
    const called = { en: 'Pager', zh: '寻呼机' };
    const field = (name: string, form: 'text' | 'lines' | 'choice' | 'number', isOptional = false) => {
      return { name, called, form, isOptional, isSecret: name === 'key', options: [] };
    };
    const fields = [
      field('numbers', 'lines'),
      field('key', 'text'),
      field('tries', 'number'),
      field('via', 'text', true),
    ];
    const plugins = [{ name: 'new.pager', called, fields }];
    const said = { kind: 'new.pager', numbers: ['12', '13'], key: 'whsec_***', tries: 3 };
    const head = { id: 'c', version: 1, position: '1', recordedAt: '2024-01-01T00:00:00.000Z' };
    expect(channelOf(channelDraftOf({ ...head, ...said }, plugins), plugins)).toEqual(said);
  });

  it('gets a secret that the server takes', () => {
    expect(newSecret()).toMatch(/^whsec_[A-Za-z\d+/]{43}=$/);
    expect(newSecret()).not.toBe(newSecret());
  });
});
