import { PROBLEMS, type ProblemCode } from '#kernel/problems.js';
import { PROBLEM } from '#kernel/problem.answers.js';

/** What every request can meet, whatever it asks for. */
const EVERY: readonly ProblemCode[] = [
  'invalid-request',
  'unauthenticated',
  'key-expired',
  'forbidden',
  'restricted',
  'quota-exceeded',
  'rate-limited',
  'audit-unavailable',
  'cross-site',
  'misdirected-request',
  'internal',
  'overloaded',
];

/** What a request with a body can meet. */
const WITH_BODY: readonly ProblemCode[] = [
  'body-too-slow',
  'body-too-large',
  'unsupported-media-type',
  'unsupported-encoding',
];

/** What whoever records a fact can meet. */
export const RECORDING: readonly ProblemCode[] = [
  'amount-out-of-range',
  'id-conflict',
  'customer-erased',
  'id-taken',
  'emitter-mismatch',
  'undecodable-event',
  'fact-too-large',
  'occurred-in-future',
  'contended',
  'clock-unsure',
  'log-tampered',
  'log-unavailable',
  'storage-full',
];

/** What whoever waits for a position can meet. */
export const WAITING: readonly ProblemCode[] = ['not-yet-projected', 'views-unavailable'];

/** What whoever asks the read models can meet. */
export const READING: readonly ProblemCode[] = [...WAITING, 'answer-too-large', 'took-too-long'];

/** What whoever asks as of a time or of a replay can meet. */
export const ON_CLOCKS: readonly ProblemCode[] = [
  ...READING,
  'not-found',
  'replay-needed',
  'undecodable-event',
  'too-many-replays',
];

/** What whoever asks the catalogue can meet. */
export const ASKING: readonly ProblemCode[] = [
  ...ON_CLOCKS,
  'unknown-metric',
  'unknown-dimension',
  'instant-not-supported',
];

/** What whoever asks in SQL can meet. */
export const IN_SQL: readonly ProblemCode[] = [
  ...WAITING,
  'bad-sql',
  'sql-not-allowed',
  'sql-too-large',
  'took-too-long',
];

/** All codes of an operation, in the order of the table. */
export function codesOf(own: readonly ProblemCode[], hasBody: boolean): readonly ProblemCode[] {
  const met = new Set([...EVERY, ...(hasBody ? WITH_BODY : []), ...own]);
  return (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => met.has(code));
}

/**
 * By status a response that says of each of its codes why it is met and what helps.
 * @param more what a problem can be beside one that says no more than every other
 */
export function problemResponses(
  codes: readonly ProblemCode[],
  more: readonly object[],
): Readonly<Record<string, ProblemResponse>> {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries([...byStatus].map(([status, found]) => [String(status), responseOf(found, more)]));
}

export interface ProblemResponse {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: object }>>;
}

function responseOf(codes: readonly ProblemCode[], more: readonly object[]): ProblemResponse {
  const one = more.length === 0 ? PROBLEM : { anyOf: [PROBLEM, ...more] };
  const schema = { allOf: [one, { properties: { code: { enum: codes } } }] };
  return { description: codes.map(told).join('\n'), content: { 'application/problem+json': { schema } } };
}

function told(code: ProblemCode): string {
  const { title, cause, cure } = PROBLEMS[code];
  return `- \`${code}\` ${title}: ${cause}. Then ${cure}.`;
}
