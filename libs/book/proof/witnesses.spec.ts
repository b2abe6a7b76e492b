import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isConsistent, type TreeHead } from '#merkle/check-proofs.js';
import { openCheckpoint } from '#merkle/checkpoint.js';
import { cosignatureLine, cosignatureOf, witnessVkey, type WitnessSigner } from '#merkle/cosignature.js';
import { EMPTY_ROOT, leafHash } from '#merkle/hashes.js';
import { KeptTree } from '#merkle/kept-tree.js';
import { readHashLines } from '#merkle/proof-text.js';
import { consistencyProof } from '#merkle/proofs.js';
import type { NoteSigner } from '#merkle/signed-note.js';
import { readWitnesses } from '#platform/witness-settings.js';
import { HeadsFile } from './heads-file.js';
import { SignedHeads } from './signed-heads.js';
import { Witnesses } from './witnesses.js';

function signerNamed(name: string): NoteSigner & WitnessSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return { name, publicKey: raw, sign: (text) => sign(null, text, privateKey) };
}

/** A log that only has its leaves. */
class Leaves {
  private readonly kept = new KeptTree();

  constructor(private readonly name = 'leaf') {}

  grow(count: number): this {
    for (let i = 0; i < count; i++) this.kept.add(leafHash(`${this.name} ${String(this.kept.size)}`));
    return this;
  }
  size = (): Promise<number> => Promise.resolve(this.kept.size);
  root = (size: number): Promise<Buffer> => Promise.resolve(this.kept.root(size));
  /** Over leaves from one to another: the tree of just those. */
  consistencyProof = (from: number, to: number): Promise<readonly Buffer[]> => {
    const part = (start: number, end: number): Buffer => {
      const own = new KeptTree();
      for (let i = start; i < end; i++) own.add(leafHash(`${this.name} ${String(i)}`));
      return own.root(end - start);
    };
    return Promise.resolve(consistencyProof(from, to, part));
  };
}

type Manner = 'honest' | 'slow' | 'lying' | 'other-key' | 'flooding' | 'refusing';
const LOG = signerNamed('tallybook/test');

/** A witness as C2SP has it: cosigns only what goes on from the head that it has, unless it is told to be of another kind. */
class TestWitness {
  readonly signer: WitnessSigner;
  manner: Manner = 'honest';
  last: TreeHead = { size: 0, root: EMPTY_ROOT };
  asked = 0;
  private server: Server | undefined;

  constructor(name: string) {
    this.signer = signerNamed(name);
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      void body(request).then((text) => {
        this.asked++;
        // A slow one answers when nobody waits any more, which its caller ends by closing the connection.
        if (this.manner === 'slow') return;
        const [status, answer] = this.answered(text);
        response.writeHead(status).end(answer);
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  get named(): string {
    const { port } = this.server?.address() as AddressInfo;
    return `http://127.0.0.1:${String(port)}/w ${witnessVkey(this.signer)}`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private answered(text: string): readonly [number, string] {
    if (this.manner === 'flooding') return [200, 'x'.repeat(1_000_000)];
    if (this.manner === 'refusing') return [403, 'not one of mine'];
    const [, old = '', lines = '', note = ''] = /^old (\d+)\n((?:[^\n]+\n)*)\n([\s\S]+)$/.exec(text) ?? [];
    const head = openCheckpoint(note, LOG);
    if (Number(old) !== this.last.size) return [409, `${String(this.last.size)}\n`];
    if (!isConsistent(this.last, head, readHashLines(lines))) return [422, 'that is another log'];
    this.last = head;
    const signer = this.manner === 'other-key' ? signerNamed(this.signer.name) : this.signer;
    const signed = this.manner === 'lying' ? note.replace(/\n\d+\n/, '\n1\n') : note;
    return [200, cosignatureLine(signed, signer, 1_700_000_000)];
  }
}

async function body(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

describe('heads that are shown to witnesses', () => {
  let folder: string;
  let now = 0;
  let refusals: string[] = [];
  const all = ['one', 'two', 'three'].map((name) => new TestWitness(`witness/${name}`));
  const [one, two, three] = all as [TestWitness, TestWitness, TestWitness];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tally-witness-'));
    refusals = [];
    for (const witness of all) {
      await witness.open();
      Object.assign(witness, { manner: 'honest', last: { size: 0, root: EMPTY_ROOT }, asked: 0 });
    }
  });
  afterEach(async () => {
    await Promise.all(all.map((witness) => witness.close()));
    await rm(folder, { recursive: true });
  });

  const witnessesOf = (tree: Leaves): Witnesses => {
    const settings = readWitnesses(`2 of ${all.map(({ named }) => named).join(', ')}`);
    const onRefused = (name: string, why: unknown): void => void refusals.push(`${name}: ${(why as Error).message}`);
    // Only who never answers is not waited for.
    return new Witnesses(settings, tree, onRefused, all.some(({ manner }) => manner === 'slow') ? 2_500 : 30_000);
  };
  const headsOf = (tree: Leaves) => {
    const file = new HeadsFile(join(folder, 'heads'));
    const witnesses = witnessesOf(tree);
    return new SignedHeads(tree, LOG, file, { now: () => now, witnesses });
  };
  const cosigners = (note: string): readonly string[] =>
    all.flatMap(({ signer }) => {
      try {
        cosignatureOf(note, note, signer);
        return [signer.name];
      } catch {
        return [];
      }
    });

  it('have the cosignature of each, which goes on from the head that it has', async () => {
    const tree = new Leaves().grow(3);
    const heads = headsOf(tree);
    const first = await heads.latest();
    expect([first.isWitnessed, cosigners(first.note)]).toEqual([true, all.map(({ signer }) => signer.name)]);
    expect(openCheckpoint(first.note, LOG).size).toBe(3);
    tree.grow(300);
    now += 1_000;
    const next = await heads.latest();
    expect([next.size, next.isWitnessed, cosigners(next.note).length]).toEqual([303, true, 3]);
    expect([one.last.size, one.asked, refusals]).toEqual([303, 2, []]);
    // It is kept with them; the log goes on from it after a new start, though nobody remembers what witnesses have.
    expect((await new HeadsFile(join(folder, 'heads')).last(LOG))?.size).toBe(303);
    tree.grow(5);
    const again = await headsOf(tree).latest();
    expect([again.size, cosigners(again.note).length, one.asked]).toEqual([308, 3, 4]);
  });

  it.each([
    ['slow', 'aborted'],
    ['lying', 'is not of this head'],
    ['other-key', 'there is no cosignature'],
    ['flooding', 'more than a cosignature'],
    ['refusing', '403 not one of mine'],
  ] as const)('are witnessed by the others where one is %s, and by nobody where two are', async (manner, why) => {
    one.manner = manner;
    const tree = new Leaves().grow(10);
    const heads = headsOf(tree);
    const head = await heads.latest();
    expect([head.isWitnessed, cosigners(head.note)]).toEqual([true, [two.signer.name, three.signer.name]]);
    expect(refusals).toEqual([expect.stringContaining(why)]);
    two.manner = manner;
    now += 1_000;
    tree.grow(1);
    expect(await heads.latest()).toMatchObject({ size: 11, isWitnessed: false });
  });

  it('are signed and kept, and are not witnessed, where all are away', async () => {
    const heads = headsOf(new Leaves().grow(4));
    await Promise.all(all.map((witness) => witness.close()));
    expect(await heads.latest()).toMatchObject({ size: 4, isWitnessed: false });
    expect((await new HeadsFile(join(folder, 'heads')).last(LOG))?.size).toBe(4);
    await Promise.all(all.map((witness) => witness.open()));
  });

  it('are not cosigned of a log that is another one, or shorter than what was seen', async () => {
    await headsOf(new Leaves().grow(20)).latest();
    await rm(join(folder, 'heads'));
    expect(await headsOf(new Leaves('forged').grow(30)).latest()).toMatchObject({ size: 30, isWitnessed: false });
    expect(refusals).toEqual(all.map(({ signer }) => `${signer.name}: it answers 422 that is another log`));
    refusals = [];
    await rm(join(folder, 'heads'));
    expect(await headsOf(new Leaves().grow(5)).latest()).toMatchObject({ size: 5, isWitnessed: false });
    expect(refusals).toHaveLength(3);
    expect(refusals[0]).toContain('it has seen a head of 20 events, and there are 5');
  });

  it('are shown to those whom the setting names', () => {
    const list = all.map(({ named }) => named).join(', ');
    expect(readWitnesses(list).needed).toBe(3);
    expect(readWitnesses(`1 of ${one.named}`).witnesses[0]?.url).toMatch(/\/w\/$/);
    for (const wrong of [
      '',
      'x',
      `4 of ${list}`,
      `0 of ${list}`,
      `${one.named}, ${one.named}`,
      `ftp://a ${witnessVkey(one.signer)}`,
      one.named.slice(0, -4),
    ])
      expect(() => readWitnesses(wrong)).toThrow('TALLY_WITNESSES');
  });
});
