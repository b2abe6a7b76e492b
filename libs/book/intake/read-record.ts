import { parseJson } from '#kernel/json.js';
import type { Json } from '#kernel/event.js';
import type { TopicRecord } from '#kernel/ports/topic.js';
import { Problem } from '#kernel/problem.js';
import { readBatch, readBinary, readStructured, type CloudEvent } from './read-event.js';

/** Before the names of attributes that are headers, after the Kafka binding of CloudEvents. */
const HEADER = 'ce_';
const STRUCTURED = /^application\/cloudevents\+json\s*(;|$)/i;
const BATCH = /^application\/cloudevents-batch\+json\s*(;|$)/i;
const OF_JSON = /^[\w.-]+\/([\w.-]+\+)?json\s*(;|$)/i;

/**
 * The events of a record of Kafka: in the structured form, several of them in a batch, or in the binary form, whose attributes are headers
 * `ce_…`. What says no form is in the structured one. None of a record without any content, which only says that something is gone.
 * @throws Problem `invalid-request` for what is no event of CloudEvents 1.0
 */
export function readRecord({ headers, value }: Pick<TopicRecord, 'headers' | 'value'>): readonly CloudEvent[] {
  const type = headers['content-type'];
  const said = typeof type === 'string' ? type : '';
  const isBinary = Object.keys(headers).some((name) => name.startsWith(HEADER));
  if (value === null) {
    if (isBinary) return [readBinary(headers, undefined, HEADER)];
    return [];
  }
  if (BATCH.test(said)) return readBatch(jsonIn(value));
  if (isBinary && !STRUCTURED.test(said))
    return [readBinary(headers, said === '' || OF_JSON.test(said) ? jsonIn(value) : value.toString(), HEADER)];
  return [readStructured(jsonIn(value))];
}

function jsonIn(value: Buffer): Json {
  try {
    return parseJson(value);
  } catch {
    throw new Problem('invalid-request', 'the value is no JSON');
  }
}
