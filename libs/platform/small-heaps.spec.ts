import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { SMALL_YOUNG } from './small-heaps.js';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

/** Prints the most megabytes that the young generation of a program has had that makes many short-lived objects. */
const SHORT_LIVED = `
  let kept = [];
  let most = 0;
  for (let i = 0; i < 2_000_000; i++) {
    kept.push({ i, text: 'x' + i });
    if (kept.length < 100_000) continue;
    kept = [];
    const young = require('node:v8').getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
    most = Math.max(most, young.physical_space_size / 2 ** 20);
  }
  console.log(most);`;

describe('programs that import', () => {
  it('are held to a small young generation by what they are started with', () => {
    const most = Number(execFileSync(process.execPath, [SMALL_YOUNG, '-e', SHORT_LIVED], { encoding: 'utf8' }));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3 * 16);
  });

  it('are started with it wherever they are started', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(scripts['start']).toBe(`node ${SMALL_YOUNG} dist/apps/standalone/main.js`);
    expect(scripts['tally']).toBe(`node ${SMALL_YOUNG} dist/apps/cli/main.js`);
    expect(read('infra/Dockerfile')).toContain(`CMD ["node", "${SMALL_YOUNG}", "dist/apps/standalone/main.js"]`);
    expect(read('docker-compose.embedded.yml')).toContain(`'node', '${SMALL_YOUNG}', 'dist/apps/standalone/main.js'`);
    expect(read('infra/helm/templates/_helpers.tpl')).toContain(`[node, ${SMALL_YOUNG}, dist/apps/`);
  });
});
