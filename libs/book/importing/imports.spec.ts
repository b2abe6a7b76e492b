import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askedBy, AskerLeft } from '../reading/asker.js';
import type { Target } from './import-job.js';
import { Imports } from './imports.js';
import type { UploadPart } from './upload.js';

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
  async function* chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from('{"type": "RegisterCustomer", "data": {"id": "ada"}}\n');
    asker.abort(new AskerLeft());
  }
  async function* sent(): AsyncGenerator<UploadPart> {
    yield { field: 'file', chunks: chunks() };
  }
  const { status } = await askedBy(asker.signal, () => imports.start(target, { name: 'facts.ndjson' }, sent()));
  const state = () => imports.status(status.id).state;
  while (['reading', 'recording', 'projecting'].includes(state())) await sleep(10);
  expect([state(), await readdir(folder)]).toEqual(['stopped', []]);
});
