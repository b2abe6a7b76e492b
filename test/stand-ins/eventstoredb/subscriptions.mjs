/** Subscriptions: the events since a place, then every new one as soon as it is on disk. */
import { randomUUID } from 'node:crypto';
import grpc from '@grpc/grpc-js';
import { streamOf } from './append-messages.mjs';
import { filterOf } from './filter.mjs';
import { caughtUp, checkpoint, confirmation, eventBytes } from './read-messages.mjs';

const PAGE = 500;

export class Subscriptions {
  #store;
  #all = new Set();
  #tooSlow = false;

  constructor(store) {
    this.#store = store;
    store.onCommit(() => this.#committed());
  }

  begin(call, options, member) {
    const subscription = new Subscription(this.#store, call, options, member);
    this.#all.add(subscription);
    call.on('cancelled', () => this.#all.delete(subscription));
    call.write(confirmation(randomUUID()));
    subscription.push();
  }

  /** Ends all of them as the real one does now and then: with the status OK. */
  end() {
    for (const { call } of this.#take()) call.end();
  }

  /** All of them stay open and say nothing any more. */
  hush() {
    this.#take();
  }

  /** Drops all of them at the next transaction, instead of telling them of it. */
  dropAtNextCommit() {
    this.#tooSlow = true;
  }

  #committed() {
    if (!this.#tooSlow) {
      for (const subscription of this.#all) subscription.push();
      return;
    }
    this.#tooSlow = false;
    for (const { call } of this.#take()) {
      call.emit('error', { code: grpc.status.ABORTED, details: 'Operation timed out: Consumer too slow' });
    }
  }

  #take() {
    const all = [...this.#all];
    this.#all.clear();
    return all;
  }
}

class Subscription {
  #store;
  #member;
  #filter;
  /** Of the last event looked at. */
  #position;
  #looked = 0;
  #behind = true;
  #pushing = false;

  constructor(store, call, options, member) {
    this.#store = store;
    this.#member = member;
    this.call = call;
    this.#filter = options.hasStream() ? ofStream(options.getStream(), store) : filterOf(options);
    this.#position = options.hasStream() ? 0 : startOf(options.getAll(), store);
  }

  /** Sends what there is; a consumer that does not take it is waited for. */
  push() {
    if (this.#pushing || this.call.cancelled || this.#member.frozen) return;
    for (;;) {
      const rows = this.#store.forwards(this.#position + 1, PAGE);
      const wentThrough = rows.map((row) => this.#send(row)).every(Boolean);
      if (!wentThrough) {
        this.#pushing = true;
        this.call.once('drain', () => {
          this.#pushing = false;
          this.push();
        });
        return;
      }
      if (rows.length < PAGE) break;
    }
    if (this.#behind) this.call.write(caughtUp());
    this.#behind = false;
  }

  #send(row) {
    this.#position = row.position;
    const { every, wants } = this.#filter;
    const sent = !wants(row) || this.call.write(eventBytes(row));
    if (every > 0 && ++this.#looked % every === 0) this.call.write(checkpoint(row.position));
    return sent;
  }
}

function startOf(all, store) {
  if (all.hasPosition()) return Number(all.getPosition().getCommitPosition());
  return all.hasEnd() ? store.tail : 0;
}

function ofStream(options, store) {
  const stream = streamOf(options);
  const last = options.hasEnd() ? (store.lastRevision(stream) ?? -1) : -1;
  const after = options.hasRevision() ? Number(options.getRevision()) : last;
  return { wants: (row) => row.stream === stream && row.revision > after, every: 0 };
}
