import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { Doorkeeper } from '#book/access/doorkeeper.js';
import { accessAfter, NOBODY } from '#subjects/access/access.state.js';
import { newSecret } from '#subjects/access/key-secret.js';
import { print } from './report.js';

const CHECKS = 500_000;
const NANOSECONDS = 1e9;

/** What it takes to tell who asks, of a thousand keys, against the hash alone. */
export function benchKeyCheck(): void {
  const at = '2024-01-01T00:00:00.000Z';
  const keys = Array.from({ length: 1_000 }, (_, i) => ({
    keyId: `key-${String(i)}`,
    ...newSecret(`key-${String(i)}`),
  }));
  const access = keys.reduce(
    (before, { keyId, hash: kept }) =>
      accessAfter(before, {
        type: 'KeyIssued',
        schema: 1,
        occurredAt: at,
        key: 'access',
        data: { keyId, name: keyId, hash: kept, scopes: ['read'] },
      }),
    NOBODY,
  );
  const door = new Doorkeeper({ now: access }, () => new Date(at));
  const headers = keys.map(({ secret }) => `Bearer ${secret}`);
  const each = (check: (header: string) => void): number => {
    for (const header of headers) check(header);
    const began = performance.now();
    for (let i = 0; i < CHECKS; i++) check(headers[i % headers.length] ?? '');
    return ((performance.now() - began) / CHECKS / 1_000) * NANOSECONDS;
  };
  print({
    what: 'a check of a key',
    reached: Math.round(each((header) => door.admit({ authorization: header }))),
    unit: 'ns',
    floor: Math.round(each((header) => hash('sha256', header, 'hex'))),
    target: '200 ns and the hash',
  });
}

/** The first key of a book, made where it is. */
export function firstKey(folder: string): string {
  const cli = new URL('../../../apps/cli/main.js', import.meta.url).pathname;
  const args = [cli, 'key', 'create', '--name', 'bench', '--role', 'admin', '--data', folder];
  return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}
