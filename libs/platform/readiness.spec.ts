import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Readiness } from './readiness.js';

/** A readiness and what it writes to the log. */
function watched(): { readiness: Readiness; lines: { msg: string }[] } {
  const lines: { msg: string }[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as { msg: string }) });
  return { readiness: new Readiness(logger), lines };
}

describe('readiness', () => {
  it('names everything that is wrong, and nothing else', async () => {
    const { readiness } = watched();
    readiness
      .needs('the relay', () => undefined)
      .needs('the read models', () => '70 s behind the log')
      .needsAnswer('Kafka', () => Promise.reject(new Error('nobody listens\nat line 1')))
      .needsAnswer('MongoDB', () => Promise.resolve(1));
    expect(await readiness.troubles()).toEqual(['the read models: 70 s behind the log', 'Kafka: nobody listens']);
  });

  it('waits two seconds for what is silent, and asks it once however many want to know', async () => {
    const { readiness } = watched();
    let asked = 0;
    let answer = (): void => undefined;
    readiness.needsAnswer('Kafka', () => {
      asked++;
      return new Promise<void>((resolve) => (answer = resolve));
    });
    const answers = await Promise.all([readiness.troubles(), readiness.troubles(), readiness.troubles()]);
    expect(answers).toEqual(Array.from({ length: 3 }, () => ['Kafka: its answer took longer than 2000 ms']));
    const late = readiness.troubles();
    answer();
    expect([await late, asked]).toEqual([[], 1]);
  });

  it('says in the log when it is lost and when it is there again, once each', async () => {
    const { readiness, lines } = watched();
    let trouble: string | undefined = '61 s behind';
    readiness.needs('the read models', () => trouble);
    await readiness.troubles();
    trouble = '62 s behind';
    await readiness.troubles();
    trouble = undefined;
    await readiness.troubles();
    await readiness.troubles();
    expect(lines.map(({ msg }) => msg)).toEqual(['not ready', 'ready again']);
  });
});
