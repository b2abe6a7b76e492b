import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBundle } from '#apps/cli/proof/audited-bundle.js';
import { openAuditedServer } from '#apps/cli/proof/audited-server.js';
import { auditLog, type AuditedBy } from '#book/proof/audit-log.js';
import { asFigure } from '#book/proof/reproduced.js';
import { tallybook } from '#client/index.js';
import type { TreeHead } from '#merkle/check-proofs.js';
import { openCheckpoint, signedCheckpoint } from '#merkle/checkpoint.js';
import { proofText, readProof } from '#merkle/proof-text.js';
import { vkeyOf, type NoteSigner } from '#merkle/signed-note.js';
import { defaultOrigin, signerOf } from '#platform/signing-settings.js';
import { scratchFolder, tally } from './server.js';
import { signingKey } from './signing-key.js';
import { sale, Stage } from './stage.js';

const FACTS = 300;
const LAST = FACTS + 1;

/** What an auditor is given, and what somebody makes of it who would rather have had another history. */
describe('a bundle for an auditor', () => {
  const stage = new Stage();
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let keyFile: string;
  let signer: NoteSigner;
  let bundle: string;
  let early: string;
  let asked: { readonly question: object; readonly answer: Readonly<Record<string, unknown>> };

  beforeAll(async () => {
    scratch = await scratchFolder();
    const settings = await signingKey(scratch.folder);
    keyFile = settings.TALLY_SIGNING_KEY_FILE;
    await stage.start(settings);
    const facts = Array.from({ length: FACTS }, (_, i) => ({
      type: 'RecordSale',
      data: sale(`s-${String(i)}`, undefined, '2023-12-01', '1.25', { salesperson: `p-${String(i % 3)}` }),
    }));
    await stage.bulk(facts.slice(0, 100));
    early = await (await fetch(`${stage.url}/v1/log/checkpoint`)).text();
    await stage.bulk(facts.slice(100));
    const query = ['query', 'revenue.net,orders', '--by', 'salesperson', '--as-of', '2023-12-01', '--url', stage.url];
    asked = JSON.parse((await tally([...query, '--format', 'json', '--with-question'])).out) as typeof asked;
    const [opened] = await stage.book.log.readAll(0, 1);
    signer = signerOf(keyFile, defaultOrigin(opened?.id ?? ''));
    bundle = join(scratch.folder, 'bundle');
    const exported = await tally(['export', bundle, '--proof', '--url', stage.url]);
    expect([exported.code, exported.err, exported.out]).toEqual([
      0,
      '',
      expect.stringContaining(
        `complete up to position ${String(LAST)}, with the signed head of ${String(LAST)} events`,
      ),
    ]);
  });
  afterAll(async () => {
    await stage.close();
    await scratch.remove();
  });

  /** What the auditor says of a bundle that somebody has changed. */
  async function said(change: (folder: string) => Promise<unknown>, by: Partial<AuditedBy> = {}): Promise<string> {
    const folder = await mkdtemp(join(scratch.folder, 'changed-'));
    await cp(bundle, folder, { recursive: true });
    await change(folder);
    try {
      const log = await openBundle(folder, signer);
      await auditLog(log, { pinned: [], ...by }, join(folder, 'scratch'));
      return 'nothing';
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  const unchanged = (): Promise<void> => Promise.resolve();
  const file = (name: string, change: (text: string) => string) => async (folder: string) =>
    writeFile(join(folder, name), change(await readFile(join(folder, name), 'utf8')));
  const lines = (change: (lines: string[]) => string[]) =>
    file('events.ndjson', (text) => `${change(text.trimEnd().split('\n')).join('\n')}\n`);
  const heads = (text: string) => async (folder: string) => {
    await file('checkpoint', () => text)(folder);
    await file('event.tlog-proof', (proof) => proofText({ ...readProof(proof), checkpoint: text }))(folder);
  };

  it('is found right by whoever has nothing but the key, an earlier head and an answer', async () => {
    const [head, figure] = [join(scratch.folder, 'head.txt'), join(scratch.folder, 'figure.json')];
    await writeFile(head, `${early}\n${await readFile(join(bundle, 'checkpoint'), 'utf8')}`);
    await writeFile(figure, JSON.stringify(asked));
    const audited = await tally(['audit', bundle, '--vkey', vkeyOf(signer), '--head', head, '--figure', figure]);
    expect([audited.code, audited.err, audited.out.split('\n')]).toEqual([
      0,
      '',
      [
        expect.stringMatching(
          `^${String(LAST)} events of ${signer.name} up to position ${String(LAST)}, each as its leaf`,
        ),
        'the head of size 101 is a prefix of it',
        `the head of size ${String(LAST)} is a prefix of it`,
        'the figure follows from the events',
        expect.stringMatching(/^digest of all figures, folded anew: [\w-]{43}$/),
        '',
      ],
    ]);
  });

  it('access, contract test 36: gives the figures that were exported with it, and no cent more', async () => {
    const figures = JSON.parse(await readFile(join(bundle, 'figures.json'), 'utf8')) as unknown;
    expect(await said(unchanged, { figure: asFigure(figures) })).toBe('nothing');
    const text = JSON.stringify(asked).replace('"revenue.net":"375"', '"revenue.net":"375.01"');
    expect(await said(unchanged, { figure: asFigure(JSON.parse(text)) })).toBe(
      'NotProven: the figure is not that of the events up to position 301: the answer.totals.revenue.net is "375.01", and the events give "375"',
    );
  });

  it('gives an answer of an earlier position as it was then', async () => {
    const { totals } = asked.answer as { readonly totals: object };
    const at = (position: string, net: string, orders: number) => {
      const { meta, columns } = asked.answer as { readonly meta: object; readonly columns: unknown };
      const { by: _by, ...question } = asked.question as { readonly by: unknown };
      const shown = columns as readonly unknown[];
      const row = { 'revenue.net': net, orders };
      return asFigure({
        question,
        answer: { columns: shown.slice(1), rows: [row], totals: { ...totals, ...row }, meta: { ...meta, position } },
      });
    };
    expect(await said(unchanged, { figure: at('101', '125', 100) })).toBe('nothing');
    expect(await said(unchanged, { figure: at('302', '375', 300) })).toBe(
      'NotProven: the answer is of position 302, and the log ends with position 301',
    );
  });

  it('shows each event that was changed, left out, put in, or moved, with its position', async () => {
    const event = (i: number, change: (line: string) => string) =>
      lines((all) => all.map((line, at) => (at === i ? change(line) : line)));
    const named = (position: number): string => `the event at position ${String(position)} (SaleRecorded`;
    const moved = (line: string): string =>
      line.replace('"recordedAt":"2024-01-01T00:00:00.000Z"', '"recordedAt":"2023-01-01T00:00:00.000Z"');
    for (const [change, ...expected] of [
      [
        event(41, (line) => line.replace('"1.25"', '"1.26"')),
        named(42),
        'is not as it was recorded: different is its data',
      ],
      [event(41, moved), named(42), 'recordedAt (2024-01-01T00:00:00.000Z, now 2023-01-01T00:00:00.000Z)'],
      [lines((all) => all.toSpliced(41, 1)), named(42), 'is missing: in its place is the event at position 43'],
      [
        lines((all) => all.toSpliced(41, 0, all[99] ?? '')),
        named(42),
        'is missing: in its place is the event at position 100',
      ],
      [
        lines((all) => all.with(41, all[99] ?? '').with(99, all[41] ?? '')),
        named(42),
        'in its place is the event at position 100',
      ],
      [lines((all) => all.slice(0, -1)), 'the log ends with position 300', 'the event at position 301 is missing'],
      [lines((all) => all.slice(0, 256)), 'the event at position 257 is missing'],
      [
        lines((all) => [...all, all[99] ?? '']),
        'the event at position 100',
        'is not in the tree, which is of 301 events',
      ],
    ] as const) {
      const found = await said(change);
      for (const part of ['NotProven: ', ...expected]) expect(found).toContain(part);
    }
  });

  it('access, contract test 35: is refused where it lies, naming why', async () => {
    const { size, root } = openCheckpoint(await readFile(join(bundle, 'checkpoint'), 'utf8'), signer);
    const other = signerOf(keyFile, 'example.com/other');
    const forked = { size, root: Buffer.from(root).fill(7, 31) };
    const answer = async (path: string): Promise<string> => (await fetch(`${stage.url}/v1/log/${path}`)).text();
    const ofAnother = await answer('proof?position=5');
    for (const [change, expected, pinned] of [
      [file('event.tlog-proof', wrongHash), 'is wrong: it does not lead to the root of the head'],
      [file('event.tlog-proof', () => ofAnother), 'is of index 4, and the event has index 300'],
      [file('event.tlog-proof', () => 'none'), 'the proof is none of the form c2sp.org/tlog-proof@v1'],
      [heads(early), 'the head is of 101 events, and the bundle of 301: it is an old one'],
      [
        file('checkpoint', () => signedCheckpoint(forked, signer)),
        'the proof in event.tlog-proof is of a head of 301 events, and checkpoint has another',
      ],
      [heads(signedCheckpoint(forked, signer)), 'the head is of another history'],
      [unchanged, 'the head of size 301 is not a prefix of this log: its first 301 events have the root', forked],
      [unchanged, 'the head of size 302 is not a prefix of this log: it has 301 events only', { size: 302, root }],
      [
        heads(signedCheckpoint({ size, root }, other)),
        `the head is not signed by the key of ${signer.name}, but by example.com/other`,
      ],
      [heads((await answer('checkpoint')).replace(/^301$/m, '300')), 'the head is not as it was signed'],
      [
        (folder: string) => truncate(join(folder, 'tile/0/001.p/45'), 1_400),
        'the tile 0/001.p/45 is truncated: it has 1400 bytes of 1440',
      ],
      [(folder: string) => truncate(join(folder, 'tile/1/000.p/1'), 0), 'the tile 1/000.p/1 is truncated'],
      [
        (folder: string) => writeFile(join(folder, 'tile/1/000.p/1'), Buffer.alloc(32)),
        'the tile 1/000.p/1 that is kept is not of these events',
      ],
    ] as const)
      expect(await said(change, { pinned: pinned === undefined ? [] : [pinned] })).toContain(expected);
  });

  it('is found right at the server too, and not at one that lies', async () => {
    const pinned = [early, await readFile(join(bundle, 'checkpoint'), 'utf8')].map((note) =>
      openCheckpoint(note, signer),
    );
    const asked = async (lie: (path: string, text: string) => string | undefined, heads = pinned): Promise<string> => {
      const lying: typeof fetch = async (input, init) => {
        const { pathname, search } = new URL(new Request(input, init).url);
        const response = await fetch(input, init);
        if (!response.ok || pathname.startsWith('/v1/log/tile/')) {
          const bytes = Buffer.from(await response.arrayBuffer());
          const lied = lie(pathname, '');
          return new Response(lied === undefined ? bytes : bytes.subarray(0, Number(lied)), response);
        }
        const text = await response.text();
        return new Response(lie(pathname + search, text) ?? text, response);
      };
      try {
        const log = await openAuditedServer(tallybook(stage.url, { fetch: lying }), signer, heads);
        const scratchOf = await mkdtemp(join(scratch.folder, 'server-'));
        await auditLog(log, { pinned: heads }, scratchOf);
        return 'nothing';
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`;
      }
    };
    const { size, root } = openCheckpoint(await readFile(join(bundle, 'checkpoint'), 'utf8'), signer);
    const signedBy = (head: TreeHead, by: NoteSigner) => (path: string, text: string) =>
      path.startsWith('/v1/log/proof?position=')
        ? proofText({ ...readProof(text), checkpoint: signedCheckpoint(head, by) })
        : undefined;
    const [fork, old] = [{ size, root: Buffer.alloc(32, 1) }, { ...openCheckpoint(early, signer) }];
    const ofAnother = await (await fetch(`${stage.url}/v1/log/proof?position=5`)).text();
    expect(await asked(() => undefined)).toBe('nothing');
    for (const [lie, expected, heads] of [
      [
        (path: string) => (path.includes('from=101') ? `${Buffer.alloc(32).toString('base64')}\n` : undefined),
        'the head of size 101 is not a prefix of this log: the proof of',
      ],
      [signedBy(old, signer), 'signs an old head, of 101 events only'],
      [signedBy(fork, signer), 'does not lead from it to its head of 301'],
      [signedBy(fork, signer), 'the head is of another history', []],
      [signedBy({ size, root }, signerOf(keyFile, 'example.com/other')), `is not signed by the key of ${signer.name}`],
      [(path: string) => (path.endsWith('/0/001.p/45') ? '1400' : undefined), 'the tile 0/001.p/45 is truncated'],
      [
        (path: string) => (path.startsWith('/v1/log/proof?position=') ? ofAnother : undefined),
        'is of index 4, and the event has index 300',
      ],
      [
        (path: string, text: string) => (path.includes('proof?position=') ? wrongHash(text) : undefined),
        'does not lead to the root of the head',
      ],
      [
        (path: string, text: string) => (path.startsWith('/v1/log?') ? text.replace('"1.25"', '"1.26"') : undefined),
        'the event at position 2 (SaleRecorded',
      ],
    ] as const)
      expect(await asked(lie, heads === undefined ? pinned : [...heads])).toContain(expected);
  });

  it('is refused as unreadable where it is none, or not all there', async () => {
    const audit = async (...args: readonly string[]) => {
      const { code, out, err } = await tally(['audit', ...args]);
      return [code, out, err];
    };
    const vkey = ['--vkey', vkeyOf(signer)];
    expect(await audit(scratch.folder, ...vkey)).toEqual([
      2,
      '',
      expect.stringContaining('is neither an export nor a data folder'),
    ]);
    expect(await audit(bundle, '--vkey', 'x+y')).toEqual([
      2,
      '',
      expect.stringContaining('--vkey: the key is none of the form'),
    ]);
    expect(await audit(bundle, ...vkey, '--head', keyFile)).toEqual([2, '', expect.stringContaining('--head: ')]);
    expect(await said((folder) => rm(join(folder, 'tile/0/000')))).toContain('UsageError: ');
  });
});

function wrongHash(text: string): string {
  const proof = readProof(text);
  return proofText({ ...proof, hashes: proof.hashes.map((hash, i) => (i === 0 ? Buffer.alloc(32) : hash)) });
}
