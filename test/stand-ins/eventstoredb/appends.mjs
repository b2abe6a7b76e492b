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

export class Appends {
  #store;
  #faults;

  constructor(store, faults) {
    this.#store = store;
    this.#faults = faults;
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
      this.#faults.write(call, {
        work: () => this.#append(streamOf(batch.options), batch),
        reply: (outcome) => call.write(batchAnswer(batch, outcome)),
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
      this.#faults.write(call, {
        work: () => this.#append(streamOf(batch.options), batch),
        reply: (outcome) => {
          if (outcome.refusal !== undefined) callback(appendError(outcome.refusal));
          else callback(null, appendAnswer(batch.expected, outcome));
        },
        end: () => callback({ code: 0, details: '' }),
      });
    });
    call.on('error', () => undefined);
  };

  async #append(stream, { expected, events }) {
    const refusal = refusalOf(events, this.#faults.countsAll);
    return refusal === undefined ? this.#store.append(stream, expected, events) : { refusal };
  }
}
