/** Both ways to append: the stream of batches that the client keeps open, and one call of its own (with credentials). */
import {
  appendAnswer,
  appendError,
  batchAnswer,
  expectedOf,
  proposed,
  refusalOf,
  streamOf,
} from './append-messages.mjs';

/** What a node says that knows of no leader. */
const NOT_READY = 'Server Is Not Ready';

export class Appends {
  #store;
  #member;

  constructor(store, member) {
    this.#store = store;
    this.#member = member;
  }

  batchAppend = (call) => {
    const pending = new Map();
    call.on('data', (request) => {
      const correlation = request.getCorrelationId();
      const key = correlation.getString();
      const batch = pending.get(key) ?? { correlation, options: request.getOptions(), events: [] };
      pending.set(key, batch);
      for (const message of request.getProposedMessagesList()) batch.events.push(proposed(message));
      if (!request.getIsFinal()) return;
      pending.delete(key);
      batch.expected = expectedOf(batch.options, batch.options.getStreamPosition());
      this.#carryOut(call, batch, {
        reply: (outcome) => call.write(batchAnswer(batch, outcome)),
        // Where another leads that ends the whole stream; without a leader it is an answer like others.
        refuse: (error) => {
          if (error.details === NOT_READY) call.write(batchAnswer(batch, { refusal: NOT_READY }));
          else call.emit('error', error);
        },
        end: () => call.end(),
      });
    });
    call.on('end', () => call.end());
    call.on('error', () => undefined);
  };

  append = (call, callback) => {
    const batch = { options: undefined, events: [] };
    call.on('data', (request) => {
      if (request.hasOptions()) batch.options = request.getOptions();
      else batch.events.push(proposed(request.getProposedMessage()));
    });
    call.on('end', () => {
      batch.expected = expectedOf(batch.options, batch.options.getRevision());
      this.#carryOut(call, batch, {
        reply: (outcome) => {
          if (outcome.refusal !== undefined) callback(appendError(outcome.refusal));
          else callback(null, appendAnswer(batch.expected, outcome));
        },
        refuse: (error) => callback(error),
        end: () => callback({ code: 0, details: '' }),
      });
    });
    call.on('error', () => undefined);
  };

  #carryOut(call, batch, { reply, refuse, end }) {
    this.#member.whenAwake(() => {
      const refusal = this.#member.refusal(call, { appends: true });
      if (refusal !== undefined) refuse(refusal);
      else this.#member.faults.write(call, { work: () => this.#append(streamOf(batch.options), batch), reply, end });
    });
  }

  async #append(stream, { expected, events }) {
    const refusal = refusalOf(events, this.#member.faults.countsAll);
    return refusal === undefined ? this.#store.append(stream, expected, events) : { refusal };
  }
}
