/**
 * Writes `libs/client/generated` anew from the API description of a server of this build. It is compiled without minding what does not fit:
 * that may be the client which is made here.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { filesOf } from '../../dist/modules/libs/client/generator/files.js';
import { writeFiles } from '../../dist/modules/libs/client/generator/written.js';

const data = mkdtempSync(join(tmpdir(), 'tally-generate-'));
const server = spawn(process.execPath, ['dist/apps/standalone/main.js'], {
  env: { PATH: process.env.PATH, TALLY_DATA_DIR: data, TALLY_PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /http:\/\/[\w.:]+/.exec(line)?.[0];
    if (url === undefined) continue;
    const files = filesOf(await (await fetch(`${url}/openapi.json`)).json());
    await writeFiles('libs/client/generated', files);
    console.log(`libs/client/generated: ${files.size} files`);
    break;
  }
} finally {
  server.kill();
  rmSync(data, { recursive: true, force: true });
}
