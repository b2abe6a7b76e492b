import type { Binary } from 'mongodb';
import type { CHECK } from '#engine/personal/wrapped.js';

/** A document for each thing that is known of an owner. Permanent. */
export interface KeptKey {
  readonly _id: `key:${string}`;
  readonly kind: 'key';
  readonly owner: string;
  readonly key: string;
  readonly wrapped: Binary;
}
export interface Grave {
  readonly _id: `grave:${string}`;
  readonly kind: 'grave';
  readonly owner: string;
  readonly key: string;
  readonly at: string;
}
export interface Doom {
  readonly _id: `doom:${string}`;
  readonly kind: 'doom';
  readonly owner: string;
}
export interface Check {
  readonly _id: typeof CHECK;
  readonly kind: typeof CHECK;
  readonly wrapped: Binary;
}
export type StoredKey = KeptKey | Grave | Doom | Check;
