import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Closers } from './closers.js';

describe('what a process has opened', () => {
  it('is closed once, the last first, also after one that fails and one that is silent, which its log tells', async () => {
    const said: unknown[] = [];
    const log = pino({}, { write: (line: string) => void said.push((JSON.parse(line) as { msg: string }).msg) });
    const closed: string[] = [];
    const closers = new Closers();
    closers.add('the log', async () => void closed.push('the log'));
    closers.add('MongoDB', () => new Promise<void>(() => closed.push('MongoDB')), 5);
    closers.add('Kafka', () => Promise.reject(new Error('nobody listens')));
    closers.add('the HTTP server', async () => void closed.push('the HTTP server'));
    await closers.run(log);
    await closers.run(log);
    expect(closed).toEqual(['the HTTP server', 'MongoDB', 'the log']);
    expect(said).toEqual(['Kafka could not be closed in order', 'MongoDB could not be closed in order']);
  });
});
