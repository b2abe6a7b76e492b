import { describe, expect, it } from '@jest/globals';
import { Refused } from '#engine/deliver/deliver.js';
import type { Sent } from '#kernel/ways.js';
import { sentBy } from './sent-by.js';

const never = new AbortController().signal;
const sent = (answer: unknown) => sentBy('new.pager', {}, () => Promise.resolve(answer as Sent), never);

describe('what a kind of channel answers', () => {
  it('is that it was taken, with what is to be noted', async () => {
    expect(await sent({ answer: 'taken' })).toBeUndefined();
    expect(await sent({ answer: 'taken', note: 'by the second gateway' })).toBe('by the second gateway');
  });

  it('is that it never will be', async () => {
    expect(await sent({ answer: 'refused', why: 'no such number' })).toEqual(new Refused('no such number'));
    expect(await sent({ answer: 'refused' })).toEqual(new Refused('it does not say why'));
  });

  it('is that it is to be tried again, as what it throws is', async () => {
    await expect(sent({ answer: 'try-again', why: 'the gateway is busy' })).rejects.toThrow('the gateway is busy');
    const thrown = sentBy(
      'new.pager',
      {},
      () => {
        throw new Error('no licence');
      },
      never,
    );
    await expect(thrown).rejects.toThrow('no licence');
  });

  it.each([undefined, null, 'ok', {}, { answer: 'yes' }])('is understood only as that, not as %j', async (answer) => {
    await expect(sent(answer)).rejects.toThrow(
      'what sends for channels of kind new.pager must answer taken, refused or try-again',
    );
  });

  it('has to come in the time that the kind has, and is given up then', async () => {
    let given: AbortSignal | undefined;
    const hanging = sentBy(
      'new.pager',
      { timeout: 5 },
      (signal) => {
        given = signal;
        return new Promise<Sent>(() => undefined);
      },
      never,
    );
    await expect(hanging).rejects.toThrow('sending it took longer than 5 ms');
    expect(given?.aborted).toBe(true);
  });
});
