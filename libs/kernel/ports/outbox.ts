import type { Delivery, DeliveryState, NewDelivery, Outcome } from '../delivery.js';

/** Who asks for work. Clocks of several machines may differ by less than the time between `now` and `until`. */
export interface ClaimRequest {
  /** Those it can send. */
  readonly kinds: readonly string[];
  readonly now: string;
  /** When the claims run out. */
  readonly until: string;
  readonly limit: number;
  /** Channels whose deliveries wait, however due they are; none where absent. */
  readonly except?: readonly string[];
}

/** Deliveries by equal fields, the newest first; `before` is the last of the page before. */
export interface FindDeliveries {
  readonly channel?: string;
  readonly subject?: string;
  readonly state?: DeliveryState;
  readonly before?: Pick<Delivery, 'enqueuedAt' | 'id'>;
  readonly limit: number;
}

/** What is to leave the house, each once enqueued for ever and tried until it is delivered or given up; and how far reactions have come. */
export interface Outbox {
  /** Takes deliveries in; those of known ids stay as they are, whatever became of them. Answers the new ids. After a fault some may be in: enqueue all again. */
  enqueue(deliveries: readonly NewDelivery[], now: string): Promise<readonly string[]>;
  /** Takes deliveries in as another outbox had them, with all that became of them; those of known ids stay as they are. After a fault some may be in: take them over again. */
  takeOver(deliveries: readonly Delivery[]): Promise<void>;
  /**
   * Up to `limit` that are due, the longest due first, each given to nobody else until it is settled or its claim runs out; empty when none is.
   * Of a lane only the first that is neither delivered nor given up. What a fault left claimed is due at `until`.
   */
  claim(request: ClaimRequest): Promise<readonly Delivery[]>;
  /** Ends a claim. `'lost'`, and no change, where it is over: settled already, or run out and claimed by another. */
  settle(claim: Delivery, now: string, outcome: Outcome): Promise<'settled' | 'lost'>;
  /** For people: makes one due now, a given up one too, and answers it as it is then; unchanged while under way or delivered, undefined where there is none. */
  retry(id: string, now: string): Promise<Delivery | undefined>;
  /** The delivery of an id; undefined where there is none. */
  get(id: string): Promise<Delivery | undefined>;
  /** A page for people; shorter only at the end. */
  find(find: FindDeliveries): Promise<readonly Delivery[]>;
  /** How many are neither delivered nor given up, of a channel or of all, and when the first of them is due; undefined where none is left. */
  open(channel?: string): Promise<{ readonly count: number; readonly due: string | undefined }>;
  /** How far a reaction has come; undefined for one never heard of. */
  checkpoint(reaction: string): Promise<number | undefined>;
  /**
   * Moves a checkpoint from where it is thought to be, undefined for nowhere; `'stale'`, and no change, where it is elsewhere. After a fault
   * either. It may be found where it was before if the machine loses its power; once it is anywhere it is never nowhere again.
   */
  moveOn(reaction: string, from: number | undefined, to: number): Promise<'moved' | 'stale'>;
  /** Keeps a text under a name that nobody has used, for ever, and answers what is kept there: the first one. */
  keep(name: string, text: string): Promise<string>;
  /** Resolves when everything answered is on disk and the resources are released. */
  close(): Promise<void>;
}

/** All that an outbox had at one moment: what another one is made of. */
export interface OutboxCopy {
  /** Page by page, in any order. */
  deliveries(): Iterable<readonly Delivery[]>;
  /** How far each reaction had come. */
  checkpoints(): readonly { readonly reaction: string; readonly position: number }[];
  /** What was kept for ever, the key that secrets are sealed with among it. */
  kept(): readonly { readonly name: string; readonly text: string }[];
  close(): void;
}
