import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { json } from 'node:stream/consumers';

const ROOT = new URL('../..', import.meta.url).pathname;
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
/** Milliseconds after which a law that waits for what never comes is taken to be broken. */
const TIMEOUT = '2000';
/** Only the law that an adapter has its name from. */
const ITS_OWN = '^(.*)(, a bus|, a log|, an outbox|: [a-z ]+) \\1$';

interface Results {
  readonly testResults: readonly {
    readonly assertionResults: readonly { status: string; title: string }[];
  }[];
}

/** Each adapter in `lawless/` breaks a law it is named after; the contract has to find that out. */
describe('the contract of', () => {
  it.each([
    ['a bus', 'buses', 6],
    ['a log', 'logs', 4],
    ['an outbox', 'outboxes', 15],
    ['read models', 'views', 4],
  ])('%s finds every law that is broken', async (_port, suite, laws) => {
    const args = [`--testMatch=**/lawless/${suite}.suite.ts`, '--json', `--testTimeout=${TIMEOUT}`, '-t', ITS_OWN];
    const child = spawn(process.execPath, [...JEST, ...args, '--reporters=default', '--silent'], {
      cwd: ROOT,
      env: { ...process.env, JEST_COUNTS_FILE: '' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [{ testResults }] = await Promise.all([json(child.stdout) as Promise<Results>, once(child, 'close')]);
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    expect(tests.filter(({ status }) => status === 'failed')).toHaveLength(laws);
    expect(tests.filter(({ status }) => status === 'passed').map(({ title }) => title)).toEqual([]);
  });
});
