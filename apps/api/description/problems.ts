import { PROBLEMS, type ProblemCode } from '#kernel/problems.js';
import { PROBLEM } from '#kernel/problem.answers.js';

/** What every request can meet, whatever it asks for. */
const EVERY: readonly ProblemCode[] = [
  'invalid-request',
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
  'undecodable-event',
  'fact-too-large',
  'occurred-in-future',
  'contended',
  'clock-unsure',
  'log-unavailable',
  'storage-full',
];

/** What whoever asks the read models can meet. */
export const READING: readonly ProblemCode[] = [
  'answer-too-large',
  'not-yet-projected',
  'views-unavailable',
  'log-unavailable',
  'took-too-long',
];

/** What whoever asks as of a time or of a replay can meet. */
export const ON_CLOCKS: readonly ProblemCode[] = [
  ...READING,
  'not-found',
  'replay-needed',
  'undecodable-event',
  'too-many-replays',
];

/** All codes of an operation, in the order of the table. */
export function codesOf(own: readonly ProblemCode[], hasBody: boolean): readonly ProblemCode[] {
  const met = new Set([...EVERY, ...(hasBody ? WITH_BODY : []), ...own]);
  return (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => met.has(code));
}

/** By status a response that says of each of its codes why it is met and what helps. */
export function problemResponses(codes: readonly ProblemCode[]): Readonly<Record<string, object>> {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries([...byStatus].map(([status, found]) => [String(status), responseOf(found)]));
}

function responseOf(codes: readonly ProblemCode[]): object {
  const schema = { allOf: [PROBLEM, { properties: { code: { enum: codes } } }] };
  return { description: codes.map(told).join('\n'), content: { 'application/problem+json': { schema } } };
}

function told(code: ProblemCode): string {
  const { title, cause, cure } = PROBLEMS[code];
  return `- \`${code}\` ${title}: ${cause}. Then ${cure}.`;
}
