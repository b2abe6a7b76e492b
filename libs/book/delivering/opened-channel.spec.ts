import { describe, expect, it } from '@jest/globals';
import type { Channel } from '#kernel/channel.js';
import { openedChannel } from './opened-channel.js';

const gone = new Error('its key is gone');
const seal = {
  open: (sealed: string): Promise<string> =>
    sealed.startsWith('lost') ? Promise.reject(gone) : Promise.resolve(`opened ${sealed}`),
};
const hook = (...secret: readonly string[]): Channel => ({
  kind: 'webhook',
  said: { url: 'https://a.example' },
  secrets: secret.length === 0 ? {} : { secret },
});

describe('a channel that is to be used', () => {
  it('has its secrets opened', async () => {
    expect(await openedChannel(hook('b', 'a'), seal)).toEqual(hook('opened b', 'opened a'));
    expect(await openedChannel(hook(), seal)).toEqual(hook());
  });

  it('does without an older secret whose key is gone, and not without the newest', async () => {
    expect(await openedChannel(hook('b', 'lost'), seal)).toEqual(hook('opened b'));
    await expect(openedChannel(hook('lost', 'a'), seal)).rejects.toBe(gone);
  });
});
