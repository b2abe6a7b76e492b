import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { FILES } from './real-data.js';
import { scratchFolder } from './server.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** The specs that use the real data: those that import the helper. */
async function usersOfRealData(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob('{apps,libs,test}/**/*.spec.ts', { cwd: ROOT })) {
    const isUser = (await readFile(join(ROOT, file), 'utf8')).includes('describeWithRealData(');
    if (isUser && !import.meta.url.endsWith(file)) found.push(file);
  }
  return found;
}

describe('the journeys on real data, where there are none', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  beforeAll(async () => {
    scratch = await scratchFolder();
  });
  afterAll(() => scratch.remove());

  it('are skipped, saying which files are missing, and their run passes', async () => {
    const specs = await usersOfRealData();
    expect(specs.length).toBeGreaterThanOrEqual(3);
    // Without servers, which have suites of their own; what is counted here is no part of this run's counts.
    const unset = { JEST_COUNTS_FILE: '', KAFKA_BROKERS: '', MONGODB_URI: '' };
    const child = spawn(process.execPath, [...JEST, '--json', '--reporters', 'default', '--runTestsByPath', ...specs], {
      cwd: ROOT,
      env: { ...process.env, ...unset, TEST_REAL_DATA: join(scratch.folder, 'nothing') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, said, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    const { numFailedTests, numFailedTestSuites, numPassedTests, numPendingTests } = JSON.parse(out) as Record<
      string,
      number
    >;
    expect({ code, numFailedTests, numFailedTestSuites, numPassedTests }).toEqual({
      code: 0,
      numFailedTests: 0,
      numFailedTestSuites: 0,
      numPassedTests: 0,
    });
    expect(numPendingTests).toBeGreaterThanOrEqual(specs.length);
    expect(said).toContain(`skipped: "CDNOW, imported into a server": needs ${FILES.join(', ')} in ../shared/data`);
  });
});
