// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** An event: both clocks, where it stands, who sent it, what it says */
export interface JournalEvent {
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
  /** since when its sender had known it, by which it was recorded; absent where the log went by its clock */
  readonly knownSince?: string | undefined;
  /** of what brought it, after W3C Trace Context */
  readonly traceparent?: string | undefined;
  /** true of history that was loaded without telling anybody */
  readonly quiet?: boolean | undefined;
  /** fields left out, which the scope personal shows */
  readonly masked?: readonly string[] | undefined;
}
