import type { Delivery, Outcome } from '#kernel/delivery.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import { reasonOf } from '#kernel/reason.js';
import { withTimeout } from '#kernel/with-timeout.js';
import { Follower, type FollowerOptions } from '../react/follower.js';
import { together, type Pump } from '../react/pump.js';
import type { Watch } from '../react/watch.js';
import { InHand, type Tried } from './in-hand.js';

/** What a sender answers where something is not to be sent yet: it is asked again then, and nothing has failed. */
export class Later {
  /** @param note why @param at RFC 3339 in UTC with milliseconds */
  constructor(
    readonly note: string,
    readonly at: string,
  ) {}
}

/** What a sender answers where the receiver will never take it: it is given up at once. */
export class Refused {
  constructor(readonly why: string) {}
}

/** Brings deliveries of a kind to where they belong. */
export interface Sender {
  /**
   * Resolves when the receiver has taken it, with a text where there is something to note about it, with a `Later` where it is put off, or `Refused`.
   * It may have been sent before, by a worker that died: the receiver tells by its id. @param signal given up when it takes too long
   * @throws whatever is wrong: it is tried again later
   */
  send(delivery: Delivery, signal: AbortSignal): Promise<unknown>;
  /** Milliseconds that one attempt may take; what a dead worker had in hand is tried again after twice the longest. 30 s unless given. */
  readonly timeout?: number;
  /** Channels whose deliveries of this kind are to wait; asked at each look, none where absent. */
  waits?(): Promise<readonly string[]>;
}

export interface DeliverOptions extends Pick<FollowerOptions, 'retryAfter'> {
  readonly outbox: Outbox;
  /** By kind; deliveries of other kinds are left to other processes. */
  readonly senders: Readonly<Record<string, Sender>>;
  readonly clock: () => Date;
  readonly onError: (error: unknown) => void;
  /** Milliseconds between two looks at what is due. */
  readonly lookEvery?: number;
  readonly watch?: Watch;
}

const LOOK_EVERY = 1_000;
const SEND_TIMEOUT = 30_000;
/** A claim lasts so many times as long as an attempt may: clocks of several machines differ, and the end has to be written down. */
const LEASE = 2;
/** Deliveries claimed at a time. */
const AT_A_TIME = 10;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Milliseconds after each failed attempt until the next; after the last of them a delivery is given up. */
export const TRY_AGAIN = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR] as const;

/** Pumps the outbox to its receivers; any number of these share the work. Without senders it does nothing at all. */
export function deliver(options: DeliverOptions): Pump {
  const { senders, clock, onError, retryAfter, lookEvery: every = LOOK_EVERY } = options;
  if (Object.keys(senders).length === 0) return together([]);
  const progress = {
    get position() {
      return clock().getTime();
    },
    onProgress: () => () => undefined,
  };
  const inHand = new InHand();
  let stopping = false;
  const handle = async (): Promise<void> => {
    // What has been sent is written down before a stop: it would be sent once more by who comes next.
    while (!stopping || !inHand.isEmpty) {
      const limit = stopping ? 0 : Math.min(AT_A_TIME, inHand.room);
      const claims = limit === 0 ? [] : await claimDue(options, limit, inHand.full);
      for (const claim of claims) inHand.take(claim.channel, tried(options, claim, inHand));
      if (claims.length > 0) continue;
      if (inHand.isEmpty) return;
      // What ends may let others of its lane go.
      await inHand.next(every);
    }
  };
  const follower = new Follower({ progress, handle, every, onError, ...(retryAfter && { retryAfter }) });
  const pump = together([{ name: 'the outbox', follower }]);
  return {
    get trouble() {
      return pump.trouble;
    },
    stop: () => {
      stopping = true;
      return pump.stop();
    },
  };
}

type Delivering = Pick<DeliverOptions, 'outbox' | 'senders' | 'clock' | 'watch'>;

/** Delivers some of what is due. @returns how many it tried */
export async function deliverDue(options: Delivering): Promise<number> {
  const claims = await claimDue(options, AT_A_TIME, []);
  const inHand = new InHand();
  const ends = claims.map((claim) => tried(options, claim, inHand));
  for (const end of await Promise.allSettled(ends)) if (end.status === 'rejected') throw end.reason;
  return claims.length;
}

/** Tries what is claimed, and writes down how that ended. */
async function tried(
  { outbox, senders, clock, watch }: Delivering,
  claim: Delivery,
  inHand: Pick<InHand, 'once'>,
): Promise<void> {
  const sent = await inHand.once(claim.id, () => attempt(senders[claim.kind], claim));
  const end = clock();
  const outcome = typeof sent === 'object' && 'failed' in sent ? again(claim, sent.failed, end) : sent;
  // One that is lost was claimed by somebody else meanwhile, who tells how it ended.
  await outbox.settle(claim, end.toISOString(), outcome);
  const how = howItEnded(outcome);
  if (how !== 'put off') watch?.attempted(claim.kind, how);
}

/** Claims what is due, of kinds whose channels may wait apart from the others. @param busy channels that are to wait */
async function claimDue(
  { outbox, senders, clock }: Delivering,
  most: number,
  busy: readonly string[],
): Promise<readonly Delivery[]> {
  const now = clock();
  const longest = Math.max(...Object.values(senders).map(({ timeout = SEND_TIMEOUT }) => timeout));
  const request = { now: now.toISOString(), until: after(now, longest * LEASE) };
  const kinds = Object.entries(senders);
  const atOnce = kinds.filter(([, sender]) => sender.waits === undefined).map(([kind]) => kind);
  // Asked before anything is claimed: where one does not say, nothing is left in hand.
  const waiting = await Promise.all(kinds.map(async ([kind, sender]) => ({ kind, except: await sender.waits?.() })));
  const claims: Delivery[] = [];
  if (atOnce.length > 0) claims.push(...(await outbox.claim({ ...request, kinds: atOnce, except: busy, limit: most })));
  for (const { kind, except } of waiting) {
    const limit = most - claims.length;
    if (except === undefined || limit === 0) continue;
    claims.push(...(await outbox.claim({ ...request, kinds: [kind], except: [...except, ...busy], limit })));
  }
  return claims;
}

/** How sending it ended. */
async function attempt(sender: Sender | undefined, claim: Delivery): Promise<Tried> {
  const limit = new AbortController();
  try {
    const note = await withTimeout(
      sender?.timeout ?? SEND_TIMEOUT,
      'sending it',
      sender?.send(claim, limit.signal) ?? Promise.reject(new Error('nobody sends it')),
    );
    if (note instanceof Refused) return { error: note.why };
    if (note instanceof Later) return { note: note.note, retryAt: note.at };
    return typeof note === 'string' ? { note } : 'delivered';
  } catch (error) {
    return { failed: reasonOf(error) };
  } finally {
    limit.abort();
  }
}

function howItEnded(outcome: Outcome): 'delivered' | 'put off' | 'failed' | 'given-up' {
  if (outcome === 'delivered') return outcome;
  if ('error' in outcome) return outcome.retryAt === undefined ? 'given-up' : 'failed';
  return outcome.retryAt === undefined ? 'delivered' : 'put off';
}

function again({ attempts }: Delivery, error: string, end: Date): Outcome {
  // What was put off has not failed.
  const failed = attempts.filter(({ note }) => note === undefined);
  const wait = TRY_AGAIN[failed.length - 1];
  return wait === undefined ? { error } : { error, retryAt: after(end, wait) };
}

function after(time: Date, ms: number): string {
  return new Date(time.getTime() + ms).toISOString();
}
