/** Reads of a stream or of the whole log. Subscriptions come through the same call and are handed on. */
import { eventBytes, notFound } from './read-messages.mjs';
import { streamOf } from './append-messages.mjs';

/** The client asks for everything with a count beyond what SQLite takes. */
const MOST = 1_000_000_000;
const BACKWARDS = 1;
/** Calls that the real one has under way in one connection: a client that leaves reads unfinished is soon out of them. */
const AT_ONCE = 100;

export class Reads {
  #store;
  #member;
  #subscriptions;
  #open = new Set();
  #waiting = new Set();
  /** How many events reads were answered with; those of subscriptions apart. */
  given = 0;

  constructor(store, member, subscriptions) {
    this.#store = store;
    this.#member = member;
    this.#subscriptions = subscriptions;
  }

  /** How many calls are neither answered nor given up by their caller; subscriptions are calls too. */
  get open() {
    return this.#open.size + this.#waiting.size;
  }

  read = (call) => {
    this.#waiting.add(call);
    for (const end of ['cancelled', 'finish', 'error']) call.once(end, () => this.#ended(call));
    this.#beginSome();
  };

  #ended(call) {
    this.#waiting.delete(call);
    this.#open.delete(call);
    this.#beginSome();
  }

  #beginSome() {
    const busy = new Map();
    for (const call of this.#open) busy.set(call.getPeer(), (busy.get(call.getPeer()) ?? 0) + 1);
    for (const call of this.#waiting) {
      const begun = busy.get(call.getPeer()) ?? 0;
      if (begun >= AT_ONCE) continue;
      busy.set(call.getPeer(), begun + 1);
      this.#waiting.delete(call);
      this.#open.add(call);
      this.#begin(call);
    }
  }

  #begin(call) {
    this.#member.whenAwake(() => {
      const refusal = this.#member.refusal(call, { appends: false });
      if (refusal !== undefined) call.emit('error', refusal);
      else this.#carryOut(call);
    });
  }

  #carryOut(call) {
    const options = call.request.getOptions();
    this.#member.faults.read(call, {
      whole: !options.hasStream(),
      answer: () => {
        if (options.hasSubscription()) this.#subscriptions.begin(call, options, this.#member);
        else this.#answer(call, options, 1);
      },
      // What makes the harder case: some of the events, and then an end as if these were all.
      half: () => this.#answer(call, options, 0.5),
    });
  }

  #answer(call, options, share) {
    const rows = options.hasStream() ? this.#ofStream(options) : this.#ofAll(options);
    if (rows === 'not found') call.write(notFound(options.getStream().getStreamIdentifier()));
    else if (rows === 'bad position') {
      call.emit('error', { code: 2, details: 'Unexpected ReadAllResult: InvalidPosition' });
      return;
    } else {
      const part = rows.slice(0, Math.floor(rows.length * share));
      this.given += part.length;
      for (const row of part) call.write(eventBytes(row));
    }
    call.end();
  }

  #ofStream(options) {
    const of = options.getStream();
    const stream = streamOf(of);
    const last = this.#store.lastRevision(stream);
    if (last === undefined) return 'not found';
    const limit = limitOf(options);
    if (options.getReadDirection() === BACKWARDS) {
      return this.#store.streamBackwards(stream, of.hasRevision() ? Number(of.getRevision()) : last, limit);
    }
    return this.#store.streamForwards(stream, of.hasRevision() ? Number(of.getRevision()) : 0, limit);
  }

  #ofAll(options) {
    const all = options.getAll();
    const limit = limitOf(options);
    const given = all.hasPosition() ? Number(all.getPosition().getCommitPosition()) : undefined;
    const { tail } = this.#store;
    if (given !== undefined && given <= tail && !this.#store.isBoundary(given)) return 'bad position';
    return options.getReadDirection() === BACKWARDS
      ? this.#store.backwards(given ?? tail + 1, limit)
      : this.#store.forwards(given ?? (all.hasEnd() ? tail + 1 : 0), limit);
  }
}

function limitOf(options) {
  return Math.min(Number(options.getCount()), MOST);
}
