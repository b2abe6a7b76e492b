import { describe, expect, it } from '@jest/globals';
import { COMMANDS } from '../tables.js';

const touched = (command: string, data: Readonly<Record<string, unknown>>) => COMMANDS[command]?.touches(data);

describe('what is made of metrics of callers', () => {
  const formula = { ratio: [{ metric: 'custom.a' }, { sum: [{ metric: 'orders' }, { metric: 'custom.b' }] }] };
  const question = { metrics: ['custom.a', 'orders', 'custom.a'] };

  it('comes after these where many are recorded at the same time', () => {
    expect(touched('SetCustomMetric', { id: 'custom.c', formula })?.reads).toEqual(
      expect.arrayContaining(['metric-custom.a', 'metric-custom.b']),
    );
    expect(touched('SetQuestion', { id: 'q', question })?.reads).toEqual(['metric-custom.a']);
    const tiles = [{ question: 'q' }, { question }];
    expect(touched('SetDashboard', { id: 'd', tiles })?.reads).toEqual(['question-q', 'metric-custom.a']);
  });

  it('waits for nothing where it names none, or is nothing at all', () => {
    expect(touched('SetQuestion', { id: 'q', question: { metrics: ['orders'] } })?.reads).toEqual([]);
    expect(touched('SetQuestion', { id: 'q', question: 'custom' })?.reads).toEqual([]);
    expect(touched('SetDashboard', { tiles: null })?.reads).toEqual([]);
  });
});
