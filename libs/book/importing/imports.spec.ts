import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askedBy, AskerLeft } from '../reading/asker.js';
import { readAsked } from './import-asked.js';
import type { Target } from './import-job.js';
import { Imports } from './imports.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tally-imports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('an import whose sender leaves before it is told of it is stopped', async () => {
  const imports = new Imports(folder, 1, () => undefined);
  // Nothing is recorded of it.
  const target = { clock: () => new Date(), calendar: { zone: 'UTC' } } as unknown as Target;
  const asker = new AbortController();
  async function* file(): AsyncGenerator<Buffer> {
    yield Buffer.from('{"type": "RegisterCustomer", "data": {"id": "ada"}}\n');
    asker.abort(new AskerLeft());
  }
  const asked = await readAsked({ name: 'facts.ndjson' });
  const { status } = await askedBy(asker.signal, () => imports.start(target, asked, file()));
  const state = () => imports.status(status.id).state;
  while (['reading', 'recording', 'projecting'].includes(state())) await sleep(10);
  expect([state(), await readdir(folder)]).toEqual(['stopped', []]);
});
