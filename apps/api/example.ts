/** A request of each route, as the API description shows it. Sent in this order to a new book, each gets the status it names. */
export interface Example {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The path as the description has it, with the values for its `{…}` in the order they come. */
  readonly route: string;
  readonly path?: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Lines of NDJSON. */
  readonly lines?: readonly unknown[];
  readonly status: number;
  /** What it is for. */
  readonly summary: string;
}
