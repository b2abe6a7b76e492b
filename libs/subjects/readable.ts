import type { Readable } from '#kernel/readable.js';
import type { Policies } from './policies/policy.js';

/** What of a subject people read in the store itself, see `Readable`. @param policies of the version it is of */
export type SubjectReadable = (policies: Policies) => readonly Readable[];
