import { contentHash } from '#kernel/canonical.js';
import type { Json } from '#kernel/event.js';

/** An event of another system after CloudEvents 1.0. */
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** RFC 3339. */
  readonly time?: string;
  /** All that it says of itself, by name, those above among them. */
  readonly attributes: { readonly [name: string]: Json };
  /** What it is about: JSON, or a text of another type. */
  readonly data?: Json;
}

/** What an event is known by here, however it came: an event is another one where its source or its id is. Permanent. */
export function refOf({ source, id }: Pick<CloudEvent, 'source' | 'id'>): string {
  return contentHash([source, id]);
}

/** An event in the structured form of JSON. */
export function structured({ attributes, data }: CloudEvent): { readonly [name: string]: Json } {
  return data === undefined ? attributes : { ...attributes, data };
}
