import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ScratchFolder } from './scratch-folder.js';

const COMPILED = new URL('../../dist/modules/libs/imports/scratch.js', import.meta.url).href;

describe('a folder for a scratch database', () => {
  let place: string;
  let holder: ChildProcess;
  beforeEach(async () => {
    place = mkdtempSync(join(tmpdir(), 'tally-scratch-'));
    const script = `import { Scratch } from '${COMPILED}';
      await Scratch.open(); console.log('made'); setInterval(() => undefined, 1000)`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TMPDIR: place },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    holder = child;
  });
  afterEach(() => {
    holder.kill('SIGKILL');
    rmSync(place, { recursive: true });
  });

  it('is removed once its process was killed, by whoever makes the next one, and never before', async () => {
    const [left = ''] = readdirSync(place);
    // It is there for long.
    utimesSync(join(place, left, 'scratch.duckdb'), 1, 1);
    // What has no database is not known to be ours.
    mkdirSync(join(place, 'tally-import-other'));
    const own = await ScratchFolder.make(place);
    expect(readdirSync(place)).toContain(left);
    const ended = once(holder, 'exit');
    holder.kill('SIGKILL');
    await ended;
    const another = await ScratchFolder.make(place);
    const kept = [basename(own.path), basename(another.path), 'tally-import-other'];
    expect(readdirSync(place).sort()).toEqual(kept.sort());
    await own.remove();
    await another.remove();
    expect(readdirSync(place)).toEqual(['tally-import-other']);
  });
});
