import { describe, expect, it } from '@jest/globals';
import { Desk } from '#testing/desk.js';
import { versionFor, webhookIn } from './webhook.js';

const url = 'https://hooks.example/a';

/** A webhook after these were said of it, and where. */
async function after(...said: readonly (object | 'retired')[]) {
  const desk = new Desk();
  for (const content of said)
    if (content === 'retired') await desk.record('RetireWebhook', { id: 'w' });
    else await desk.record('SetWebhook', { id: 'w', url, types: ['*'], ...content });
  return webhookIn('w', await desk.log.readStream('webhook-w'));
}

describe('a webhook', () => {
  it('begins after it is said, or where it says', async () => {
    expect(await after()).toBeUndefined();
    expect((await after({}))?.after).toBe(1);
    expect((await after({ from: 5 }))?.after).toBe(4);
    expect((await after({ from: '0' }))?.after).toBe(0);
  });

  it('goes on when it is said again, and begins where it says another place or was retired', async () => {
    expect((await after({}, { types: ['SaleRecorded'] }))?.after).toBe(1);
    expect((await after({ from: 9 }, { from: 9, types: ['SaleRecorded'] }))?.after).toBe(8);
    expect((await after({ from: 9 }, { types: ['SaleRecorded'] }))?.after).toBe(8);
    expect((await after({ from: 9 }, { from: 3 }))?.after).toBe(2);
    expect(await after({}, 'retired')).toBeUndefined();
    expect((await after({ from: 1 }, 'retired', {}))?.after).toBe(3);
  });

  it('tells of an event by what it said when that was recorded, and of those before by what it said first', async () => {
    const webhook = await after({ from: 1, description: 'one' }, { from: 1, description: 'two' });
    const said = [0, 1, 2, 3].map((at) => webhook && versionFor(webhook, at).content.description);
    expect(said).toEqual(['one', 'one', 'one', 'two']);
  });
});
