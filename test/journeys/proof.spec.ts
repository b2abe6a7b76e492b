import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPrivateKey } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { logEntry } from '#kernel/log-entry.js';
import { textsOf } from '#kernel/ports/append-size.js';
import { isConsistent, isIncluded } from '#merkle/check-proofs.js';
import { openCheckpoint } from '#merkle/checkpoint.js';
import { readEntryBundle } from '#merkle/entry-bundle.js';
import { leafHash } from '#merkle/hashes.js';
import { nodesOfTiles } from '#merkle/tiles.js';
import { rangeRoots } from '#merkle/proofs.js';
import { readHashLines, readProof } from '#merkle/proof-text.js';
import { readVkey, vkeyOf, type NoteKey } from '#merkle/signed-note.js';
import { defaultOrigin, signerOf } from '#platform/signing-settings.js';
import { Guarded } from './guarded.js';
import { scratchFolder, tally } from './server.js';
import { signingKey } from './signing-key.js';
import { sale, Stage } from './stage.js';

const FACTS = 300;

describe('a server that signs heads', () => {
  const stage = new Stage();
  let key: NoteKey;
  const text = async (path: string): Promise<string> => {
    const response = await fetch(stage.url + path);
    expect([path, response.status, response.headers.get('content-type')]).toEqual([
      path,
      200,
      'text/plain; charset=utf-8',
    ]);
    return response.text();
  };
  const tile = async (path: string): Promise<Buffer> => {
    const { status, headers, ...response } = await answer(path);
    expect([path, status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      path,
      200,
      'application/octet-stream',
      'private, max-age=31536000, immutable',
    ]);
    return response.bytes;
  };
  const answer = async (path: string) => {
    const response = await fetch(`${stage.url}/v1/log/tile/${path}`);
    return {
      status: response.status,
      headers: response.headers,
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  };

  beforeAll(async () => {
    const settings = await signingKey(await stage.folder());
    await stage.start(settings);
    await stage.bulk(
      Array.from({ length: FACTS }, (_, i) => ({
        type: 'RecordSale',
        data: sale(`s-${String(i)}`, undefined, '2024-01-01', '1'),
      })),
    );
    const [opened] = await stage.book.log.readAll(0, 1);
    key = signerOf(settings.TALLY_SIGNING_KEY_FILE, defaultOrigin(opened?.id ?? ''));
  });
  afterAll(() => stage.close());

  it('proves that each event is in the log, to whoever has the key alone', async () => {
    const events = await stage.book.log.readAll(0, 1_000);
    expect(events).toHaveLength(FACTS + 1);
    for (const event of [events[0], events[255], events[256], events.at(-1)]) {
      if (event === undefined) throw new Error('no event');
      const { index, hashes, checkpoint } = readProof(await text(`/v1/log/proof?position=${String(event.position)}`));
      const leaf = leafHash(logEntry(event.position - 1, event, textsOf(event)));
      expect(index).toBe(event.position - 1);
      expect(isIncluded(leaf, index, openCheckpoint(checkpoint, key), hashes)).toBe(true);
    }
  });

  it('shows that a later head begins with an earlier one, and signs one of what is recorded meanwhile', async () => {
    const before = openCheckpoint(await text('/v1/log/checkpoint'), key);
    await stage.record('/v1/sales', sale('later', undefined, '2024-01-01', '1'));
    const proof = readProof(await text(`/v1/log/proof?position=${stage.position}`));
    const now = openCheckpoint(proof.checkpoint, key);
    expect([before.size, now.size]).toEqual([FACTS + 1, FACTS + 2]);
    const between = `/v1/log/proof?from=${String(before.size)}&to=${String(now.size)}`;
    expect(isConsistent(before, now, readHashLines(await text(between)))).toBe(true);
    expect(await text('/v1/log/proof?from=5&to=5')).toBe('');
    expect(await text('/v1/log/proof?from=0&to=5')).toBe('');
  });

  it('hands out tiles of which the same head can be worked out, and what their leaves hold', async () => {
    const head = openCheckpoint(await text('/v1/log/checkpoint'), key);
    const rest = head.size - 256;
    const tiles: Readonly<Record<string, Buffer>> = {
      '0/0': await tile('0/000'),
      '0/1': await tile(`0/001.p/${String(rest)}`),
      '1/0': await tile('1/000.p/1'),
    };
    const roots = rangeRoots(
      nodesOfTiles(({ level, number }) => tiles[`${String(level)}/${String(number)}`] as Buffer),
    );
    expect(roots(0, head.size)).toEqual(head.root);
    const entries = [await tile('entries/000'), await tile(`entries%2F001.p%2F${String(rest)}`)].flatMap(
      readEntryBundle,
    );
    expect(entries.map((entry) => leafHash(entry).toString('hex')).join('')).toBe(
      Buffer.concat([tiles['0/0'] as Buffer, tiles['0/1'] as Buffer]).toString('hex'),
    );
    const wider = await answer(`0/001.p/${String(rest + 1)}`);
    expect([wider.status, wider.headers.get('cache-control')]).toEqual([404, 'no-store']);
  });

  it('says what it does not have', async () => {
    const asked = [
      ['proof?position=0', '404 head-unknown'],
      ['proof?position=9999', '404 head-unknown'],
      ['proof?from=1&to=9999', '404 head-unknown'],
      ['tile/0/002', '404 head-unknown'],
      ['tile/5/000', '404 head-unknown'],
      ['tile/entries/x001/000.p/9', '404 head-unknown'],
      ['proof', '400 invalid-request'],
      ['proof?from=1', '400 invalid-request'],
      ['proof?from=2&to=1', '400 invalid-request'],
      ['proof?position=1&from=1&to=1', '400 invalid-request'],
      ['proof?position=x', '400 invalid-request'],
      ['proof?from=-1&to=1', '400 invalid-request'],
      ['tile/0/1', '400 invalid-request'],
      ['tile/0/000.p/256', '400 invalid-request'],
      ['tile/%00/000', '400 invalid-request'],
    ] as const;
    for (const [path, problem] of asked)
      expect([path, await stage.problem('GET', `/v1/log/${path}`)]).toEqual([path, problem]);
  });
});

describe('a server without a key to sign with', () => {
  it('says so where a head is asked for, and has its tiles all the same', async () => {
    const stage = await Stage.open();
    const { body, status } = await stage.send('GET', '/v1/log/checkpoint');
    expect([status, body['code'], body['detail']]).toEqual([
      404,
      'head-unknown',
      expect.stringContaining('TALLY_SIGNING_KEY_FILE'),
    ]);
    expect(await stage.problem('GET', '/v1/log/proof?position=1')).toBe('404 head-unknown');
    expect((await fetch(`${stage.url}/v1/log/tile/0/000.p/1`)).status).toBe(200);
    await stage.close();
  });

  it('hands out nothing to who may not audit', async () => {
    const guarded = new Guarded();
    await guarded.start();
    const key = await guarded.key('read', 'read:records', 'personal', 'admin');
    for (const path of ['checkpoint', 'proof?from=1&to=1', 'tile/0/000.p/1'])
      expect(await guarded.outcome('GET', `/v1/log/${path}`, { key })).toBe('403 forbidden');
    expect(await guarded.outcome('GET', '/v1/log/tile/0/000.p/1', { key: await guarded.key('audit') })).toBe('200');
    await guarded.stage.close();
  });
});

describe('tally keys signing', () => {
  it('makes a key that nobody else reads, once, and says what heads are checked with', async () => {
    const { folder, remove } = await scratchFolder();
    const file = `${folder}/signing.key`;
    const made = await tally(['keys', 'signing', file, '--origin', 'example.com/book']);
    const vkey = made.out.trim();
    expect([made.code, readVkey(vkey).name, (await stat(file)).mode & 0o777]).toEqual([0, 'example.com/book', 0o600]);
    const pem = await readFile(file, 'utf8');
    expect(createPrivateKey(pem).asymmetricKeyType).toBe('ed25519');
    expect(vkeyOf(signerOf(file, 'example.com/book'))).toBe(vkey);
    const again = await tally(['keys', 'signing', file, '--origin', 'example.com/book']);
    expect([again.out.trim(), again.err, await readFile(file, 'utf8')]).toEqual([vkey, '', pem]);
    expect((await tally(['keys', 'signing', file, '--origin', 'a b'])).code).toBe(2);
    expect((await tally(['keys', 'signing', file, '--data', `${folder}/none`])).code).toBe(2);
    await remove();
  });
});
