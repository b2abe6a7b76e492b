import { describe, expect, it } from '@jest/globals';
import { AllowedHosts, isLoopback } from './allowed-hosts.js';

describe('the hosts that requests may name', () => {
  const hosts = new AllowedHosts({ host: '10.1.2.3', allowedHosts: ['Tally.example', '[fd00::1]'] });

  it.each([
    'localhost',
    'localhost:3000',
    'LOCALHOST',
    '127.0.0.1:1',
    '127.255.3.4',
    '[::1]',
    '[::1]:3000',
    '10.1.2.3:80',
    'tally.example',
    'TALLY.EXAMPLE:443',
    'tally.example.',
    '[fd00::1]:3000',
  ])('include %s', (header) => {
    expect([hosts.allows(header), hosts.allowsWatching(header)]).toEqual([true, true]);
  });

  it.each([
    undefined,
    '',
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'tally.example.evil.example',
    'evil.example@localhost',
    'evil.example/localhost',
    'localhost:3000:evil.example',
    '[::1',
    'local host',
    '127.1',
    '0x7f.0.0.1',
  ])('do not include %s', (header) => {
    expect([hosts.allows(header), hosts.allowsWatching(header)]).toEqual([false, false]);
  });

  it.each(['10.9.9.9:3000', '[fd00::2]'])('include the address %s for whoever watches only', (header) => {
    expect([hosts.allows(header), hosts.allowsWatching(header)]).toEqual([false, true]);
  });

  it('are loopback only where no other machine can be meant', () => {
    expect(['127.0.0.1', '::1', '[::1]', 'localhost'].map(isLoopback)).toEqual([true, true, true, true]);
    expect(['0.0.0.0', '::', '128.0.0.1', '127.0.0.1.example', ''].map(isLoopback)).toEqual(Array(5).fill(false));
  });
});
