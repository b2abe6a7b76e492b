import { join } from 'node:path';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { LogTree } from '#kernel/ports/log-tree.js';
import { recordAccepted } from '#ledger/accepted-head.js';
import { readOpening } from '#ledger/book.js';
import type { NoteSigner } from '#merkle/signed-note.js';
import { defaultOrigin, signerOf } from '#platform/signing-settings.js';
import type { Started } from '#platform/until-stopped.js';
import type { AuditedPlace } from './audited-place.js';
import { HeadsFile } from './heads-file.js';
import { LogGuard } from './log-guard.js';
import { LogProof } from './log-proof.js';
import { SignedHeads } from './signed-heads.js';
import { Witnesses } from './witnesses.js';

/** What of the stores it needs. */
interface ProvenStores {
  readonly log: EventLog;
  readonly tree: LogTree;
  remakeTree(): Promise<void>;
  auditedAt(): AuditedPlace;
}

/** What proves the log of a book, and sees to it that it stays what it was. */
interface OpenProof {
  readonly proof: LogProof;
  /** Undefined where no head is signed that the log could be held against. */
  readonly guard: LogGuard | undefined;
}

/** Where signed heads are kept unless somebody names another place: here they tell of mistakes, not of who has the disk. */
export const HEADS = 'heads.txt';
/** Milliseconds for the last head to be signed. */
const END = 5_000;

/** @throws SettingsError */
export async function openProof(
  stores: ProvenStores,
  { settings, health, log: logger, closers }: Pick<Started, 'settings' | 'log' | 'health' | 'closers'>,
  clock: () => Date,
): Promise<OpenProof> {
  const { tree } = stores;
  const { dataDir, signing } = settings;
  if (signing.keyFile === undefined) return { proof: new LogProof(tree, undefined), guard: undefined };
  const signer = await bookSigner(stores.log, signing.keyFile, signing.origin);
  const file = new HeadsFile(signing.headsFile ?? join(dataDir, HEADS));
  const onError = (error: unknown): void => logger.error({ err: error }, 'the log could not be looked through');
  const guard = new LogGuard({ at: stores.auditedAt(), heads: file, key: signer, onError });
  closers.add('the look at the log', () => guard.stop());
  health.readiness.needs('the log as it was signed', () => guard.trouble);
  const onRefused = (witness: string, err: unknown): void =>
    logger.warn({ witness, err }, 'a witness has not cosigned the head of the log');
  const witnesses = signing.witnesses && new Witnesses(signing.witnesses, tree, onRefused);
  const heads = new SignedHeads(tree, signer, file, { witnesses });
  await guard.start(signing.accepted !== undefined);
  if (guard.fault?.root === signing.accepted) await accept({ stores, heads, guard, clock });
  // What is wrong is not signed.
  closers.add('the last head', async () => (guard.fault === undefined ? heads.end() : undefined), END);
  return { proof: new LogProof(tree, heads), guard };
}

/** Goes on with the events that are there: their tree is made anew, that is recorded, and its head is the last that was signed. */
async function accept({ stores, heads, guard, clock }: Accepting): Promise<void> {
  const { fault } = guard;
  if (fault === undefined) return;
  const { size, root, what } = fault;
  await stores.remakeTree();
  await recordAccepted(stores.log, { size, root, found: what }, clock());
  heads.beginAnew();
  await heads.covering(await stores.tree.size());
  await guard.look();
}

interface Accepting {
  readonly stores: ProvenStores;
  readonly heads: SignedHeads;
  readonly guard: LogGuard;
  readonly clock: () => Date;
}

async function bookSigner(log: EventLog, keyFile: string, origin: string | undefined): Promise<NoteSigner> {
  const { id = '' } = (await readOpening(log)) ?? {};
  return signerOf(keyFile, origin ?? defaultOrigin(id));
}
