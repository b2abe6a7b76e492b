// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What was recorded after a closing and falls into its period */
export interface LaterFact {
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** a UUID of its own */
  readonly id: string;
  /** the thing it happened to, such as sale-s-1 */
  readonly stream: string;
  /** its place in the stream, from 0 */
  readonly revision: number;
  /** such as SaleRecorded */
  readonly type: string;
  /** the version of its content */
  readonly schema: number;
  /** RFC 3339 in UTC */
  readonly occurredAt: string;
  /** RFC 3339 in UTC */
  readonly recordedAt: string;
  /** what keeps its order: the customer, or the stream */
  readonly key: string;
  /** the content, as its type and schema have it */
  readonly data: Readonly<Record<string, unknown>>;
  /** the service that sent it */
  readonly emitter?: string | undefined;
  /** as its sender gave it */
  readonly correlationId?: string | undefined;
  /** on whose behalf */
  readonly actor?: string | undefined;
  /** fields left out, which the scope personal shows */
  readonly masked?: readonly string[] | undefined;
  /** what it adds to the figures, by metric */
  readonly effect: Readonly<Record<string, string | number>>;
}
