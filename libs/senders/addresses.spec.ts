import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Receiver } from '#testing/receiver.js';
import { Destinations, isPublic } from './addresses.js';
import { post } from './post.js';

/** The receiver itself, spelt so that a look at the text would not see it. */
const SPELLINGS = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0x7f.0.0.0x1',
  '0',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[::127.0.0.1]',
  '①②⑦.⓪.⓪.①',
  'localhost',
];

describe('where messages may go', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await Receiver.start();
  });
  afterAll(() => receiver.stop());

  const send = (host: string, to: Destinations): Promise<string> =>
    post({ url: `http://${host}:${String(receiver.port)}/`, body: '{}' }, to, new AbortController().signal);
  /** A name that moves: each look-up has the next answer. */
  const moving = (...answers: string[][]): Destinations =>
    new Destinations([], async () =>
      (answers.shift() ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

  it.each(SPELLINGS)('is not our own machine, spelt %s', async (host) => {
    await expect(send(host, new Destinations([]))).rejects.toThrow('is an address of a private network');
    expect(receiver.received).toEqual([]);
  });

  it('is what was allowed, by name or by address, and only on its port', async () => {
    for (const host of ['127.0.0.1', '127.1', 'localhost'])
      expect(await send(host, new Destinations([receiver.place]))).toBe('');
    expect(await send('localhost', new Destinations([`LOCALHOST:${String(receiver.port)}`]))).toBe('');
    expect(receiver.received.splice(0)).toHaveLength(4);
    await expect(send('127.0.0.1', new Destinations(['127.0.0.1:1']))).rejects.toThrow('private network');
    await expect(send('127.0.0.1', new Destinations([`localhost:${String(receiver.port)}`]))).rejects.toThrow(
      'TALLY_WEBHOOK_ALLOW',
    );
  });

  it('is judged by the address that is connected to, at every connection', async () => {
    const to = moving(['127.0.0.1'], ['8.8.8.8', '10.0.0.1'], []);
    await expect(send('hooks.example', to)).rejects.toThrow('hooks.example is an address of a private network');
    await expect(send('hooks.example', to)).rejects.toThrow('hooks.example is an address of a private network');
    await expect(send('hooks.example', to)).rejects.toThrow('hooks.example has no address');
    expect(receiver.received).toEqual([]);
  });

  it.each([
    ['127.255.255.254', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1'],
    ['0.0.0.0', '0.1.2.3', '224.0.0.1', '240.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1', '203.0.113.9'],
    [
      '::',
      '::1',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12::1',
      'ff02::1',
      'fec0::1',
      '2001:db8::1',
      '::ffff:8.8.8.8',
    ],
    ['64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001::1', '::8.8.8.8', '5f00::1', '4000::1', 'nonsense', ''],
  ])('does not take %s and others like it for public', (...addresses) => {
    expect(addresses.filter(isPublic)).toEqual([]);
  });

  it('takes what the internet reaches for public', () => {
    const all = ['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001:829::200e'];
    expect(all.filter((address) => !isPublic(address))).toEqual([]);
  });

  it('never takes an address of IPv4 that is wrapped into IPv6 for public', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect([`::ffff:${address}`, `::${address}`, `64:ff9b::${address}`].filter(isPublic)).toEqual([]);
      }),
    );
  });
});
