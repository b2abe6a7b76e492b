import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIRINGS } from './firings/firings.subject.js';
import { loadPlugins } from './plugins.js';

/** What is said to be missing of a plug-in that exports a subject. @param first what its module does before */
async function missingOf(subject: string, first = ''): Promise<readonly (string | undefined)[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tally-test-'));
  try {
    const file = join(folder, 'plugin.mjs');
    await writeFile(file, `${first} export const compatible = '^1'; export default ${subject};`);
    return loadPlugins(file, [FIRINGS]).missing.map(({ reason }) => reason);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('a plug-in', () => {
  it('is loaded where what it brings is new', async () => {
    expect(await missingOf(`{ name: 'new', events: {}, ownCommands: { FireRocket: {} } }`)).toEqual([]);
  });

  it('is left out where its module waits at its top', async () => {
    const [reason] = await missingOf(`{ name: 'new', events: {} }`, 'await Promise.resolve();');
    expect(reason).toMatch(/require\(\) cannot be used/);
  });

  it.each(['ownCommands', 'commands'])('is left out where its %s are there already', async (commands) => {
    const route = `{ route: { method: 'POST', path: 'rockets' } }`;
    const subject = `{ name: 'new', events: {}, ${commands}: { FireAlert: ${route} } }`;
    expect(await missingOf(subject)).toEqual(['there is a command FireAlert already']);
  });
});
