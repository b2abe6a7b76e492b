import { COMMANDS, SUBJECT_READS } from '#subjects/tables.js';

/** A request of each route, as the API description shows it. Sent in this order to a new book, each gets the status it names. */
export interface Example {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path as the description has it, with the values for its `{…}` in the order they come. */
  readonly route: string;
  readonly path?: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Lines of NDJSON. */
  readonly lines?: readonly unknown[];
  /** The type of the body, where that is not what those of its kind have. */
  readonly type?: string;
  /** A text that is sent as a file. */
  readonly file?: string;
  readonly status: number;
  /** What it is for. */
  readonly summary: string;
}

/** The path of a route as the API description has it. */
export function described({ path }: { readonly path: string }): string {
  return `/v1/${path.replace(':id', '{id}')}`;
}

/** One of each route that records, in the order of subjects. */
export const FACT_EXAMPLES: readonly Example[] = Object.values(COMMANDS).map(({ route, example }) => ({
  method: route.method,
  route: described(route),
  ...(example.id !== undefined && { path: [example.id] }),
  status: example.refused ?? (route.method === 'DELETE' ? 200 : 201),
  summary: example.summary,
  ...(example.body !== undefined && { body: example.body }),
}));

/** One of each read that a subject offers. */
export const READ_EXAMPLES: readonly Example[] = Object.values(SUBJECT_READS).map(({ path, example, posted }) => ({
  method: posted === true ? 'POST' : 'GET',
  route: described({ path }),
  ...(example.id !== undefined && { path: [example.id] }),
  ...(example.query !== undefined && (posted === true ? { body: example.query } : { query: example.query })),
  ...(example.body !== undefined && { body: example.body }),
  status: example.refused ?? 200,
  summary: example.summary,
}));
