/** What there is to know of a code before anybody meets it. */
export interface ProblemKind {
  /** The HTTP status it is answered with. */
  readonly status: number;
  /** In a few words. */
  readonly title: string;
  /** When it is met. */
  readonly cause: string;
  /** What the caller does then. */
  readonly cure: string;
}

const kind = (status: number, title: string, cause: string, cure: string): ProblemKind => ({
  status,
  title,
  cause,
  cure,
});

/** What passes by itself is asked again without a change, after `Retry-After`. */
const AGAIN = 'send the same request again after the seconds of Retry-After';

/** Every code a caller can meet. Permanent: callers branch on them. */
export const PROBLEMS = {
  'invalid-request': kind(
    400,
    'The request is not well-formed',
    'a field or parameter is missing, unknown or not of its kind; errors names each',
    'mend what errors names and send it again',
  ),
  'instant-not-supported': kind(
    400,
    'A date is wanted, not an instant',
    'from or to is an instant',
    'name a date, which means the whole day; an instant goes into asOf or knownAt',
  ),
  'amount-out-of-range': kind(
    400,
    'The number cannot be kept exactly',
    'an amount has more than 6 decimals, a quantity more than 3, or the number is too large',
    'send it as decimal text within the range that detail names',
  ),
  'unknown-metric': kind(
    400,
    'There is no such metric',
    'the catalogue has no metric of the name, or it cannot be asked like this',
    'take a name of GET /v1/metrics',
  ),
  'unknown-dimension': kind(
    400,
    'There is no such dimension',
    'a metric asked for does not go by the dimension',
    'take a dimension that GET /v1/metrics lists with the metric',
  ),
  'bad-sql': kind(
    400,
    'The SQL does not run',
    'the statement is not of the dialect of DuckDB, or does not fit the tables and their columns; detail says what DuckDB says',
    'mend the statement; infra/docs/sql.md lists the tables',
  ),
  'sql-not-allowed': kind(
    400,
    'The SQL may not run',
    'it is not one SELECT over the tables of facts: it changes something, or names files, settings, other tables or functions that tell of the server',
    'ask with one SELECT; infra/docs/sql.md lists the tables',
  ),
  'cross-site': kind(
    403,
    'Sent by a page of another site',
    'a browser says that a page of another origin asks',
    'ask from a service, or from a page of this server',
  ),
  'not-found': kind(
    404,
    'There is no such thing',
    'nothing has the id (as of the day asked for), or the path does not exist',
    'mend the id or the path; after recording, ask with the position of the receipt',
  ),
  'method-not-allowed': kind(
    405,
    'The path has no such method',
    'the method is none of those the path has',
    'use one that Allow names',
  ),
  'not-acceptable': kind(
    406,
    'It is not answered in that form',
    'Accept names no type that the answer can have',
    'accept application/json, or what detail names; or ask with format',
  ),
  'body-too-slow': kind(
    408,
    'The body did not come in time',
    'the sender kept the server waiting',
    'send the body in one go; a fact sent twice counts once',
  ),
  'id-conflict': kind(
    409,
    'The id is taken by other content',
    'a fact with this id and other content was recorded before; errors names the fields that differ',
    'use a new id for a new fact, or send what was recorded',
  ),
  'replay-needed': kind(
    409,
    'The replay it needs is under way',
    'an instant or a closing is answered by a replay, which has not ended yet',
    'poll the replay that errors names, then ask again',
  ),
  'undecodable-event': kind(
    409,
    'An event cannot be decoded',
    'another release or somebody else wrote an event that this release cannot read',
    'start a release that can, then send the same request again',
  ),
  'closing-broken': kind(
    409,
    'The closed figures cannot be shown as they were',
    'the figures have another digest now than when the period was closed',
    'let tally verify look at the log; close the period again to state its figures as they are',
  ),
  'link-gone': kind(
    410,
    'The link is no longer good',
    'what was shared was revoked, or its time is over',
    'ask who shared it for another link',
  ),
  'version-mismatch': kind(
    412,
    'It was changed meanwhile',
    'If-Match names another version than the one there is, or the thing is there though ifMatch says that it is not',
    'read it again, make the change to the version that is there, and send that with its ETag',
  ),
  'body-too-large': kind(
    413,
    'The body is too large',
    'a JSON body is larger than 1 MiB, or a compressed one unfolds too far',
    'send many facts through /v1/bulk, which takes any length',
  ),
  'fact-too-large': kind(
    413,
    'The fact is too large to be stored',
    'the log takes no event of this size',
    'split the fact, or shorten its texts',
  ),
  'unsupported-media-type': kind(
    415,
    'The body is of another type',
    'Content-Type is not the one the route reads',
    'send application/json, or application/x-ndjson to /v1/bulk',
  ),
  'unsupported-encoding': kind(
    415,
    'The body is encoded otherwise',
    'Content-Encoding is neither identity nor gzip',
    'send it as it is, or with gzip',
  ),
  'misdirected-request': kind(
    421,
    'No such host is served here',
    'Host names neither localhost nor an allowed host',
    'ask for a host that is served, or name it in TALLY_ALLOWED_HOSTS',
  ),
  'occurred-in-future': kind(
    422,
    'It has not happened yet',
    'the fact is dated more than 24 h ahead of the clock',
    'mend its time, or send it when it has happened',
  ),
  'known-out-of-order': kind(
    422,
    'It is known out of order',
    'knownSince is before that of the fact recorded last, in the future, or comes after facts without it',
    'send history to a new book, in the order in which it was known, before any other fact',
  ),
  'period-not-over': kind(
    422,
    'The period is not over',
    'a period can be closed once its last day has passed',
    'close it then',
  ),
  'not-firing': kind(
    422,
    'It is not firing',
    'the part of the alert is well, or was over before',
    'nothing is to be done; GET /v1/alerts/{id} shows the state of each part',
  ),
  'too-many-parts': kind(
    422,
    'The dimension has too many values',
    'an alert would go by a dimension that has more than 1,000 values',
    'let it go by a coarser dimension, or name values in where',
  ),
  'customer-unknown': kind(
    422,
    'The customer is not registered',
    'customerId names nobody who is registered',
    'register the customer first, or leave customerId out',
  ),
  'customer-closed': kind(
    422,
    'The customer was closed',
    'the fact is dated after its customer was closed',
    'reopen the customer first, or mend the date',
  ),
  'already-closed': kind(
    422,
    'It is closed already',
    'the customer stands closed on the day',
    'nothing is to be done, or reopen it first',
  ),
  'not-closed': kind(
    422,
    'It is not closed',
    'what is to be reopened stands open on the day',
    'nothing is to be done, or mend the date',
  ),
  'opportunity-unknown': kind(
    422,
    'There is no such opportunity',
    'opportunityId names none that is on record',
    'open the opportunity first, or leave opportunityId out',
  ),
  'opportunity-closed': kind(422, 'The opportunity is closed', 'it was won or lost already', 'reopen it first'),
  'sale-voided': kind(
    422,
    'The sale was voided',
    'a voided sale takes no refunds',
    'record a credit instead, or the sale anew under another id',
  ),
  'already-voided': kind(
    422,
    'It was voided before',
    'what was voided is never counted again',
    'nothing is to be done; record it anew under another id if it was',
  ),
  'line-unknown': kind(
    422,
    'The sale has no such line',
    'a refund names a line by a number that the sale does not have',
    'number lines from 0, as GET /v1/sales/{id} shows them',
  ),
  'refund-exceeds-sale': kind(
    422,
    'More than is left of the sale',
    'the refund is larger than what was not refunded yet',
    'refund at most what detail names',
  ),
  'before-its-start': kind(
    422,
    'Dated before its beginning',
    'a closing is dated before the registration, a refund before the sale, a win before the opening',
    'mend the date',
  ),
  'answer-too-large': kind(
    422,
    'The answer would be too large',
    'it has more rows or bytes than one answer may have',
    'ask for a shorter span, a coarser grain, fewer dimensions or a smaller page',
  ),
  'sql-too-large': kind(
    422,
    'The SQL takes too much',
    'the statement needs more time or memory, or its answer has more rows, than one may have',
    'narrow its WHERE, add up more, join less at once, or end it with a LIMIT',
  ),
  'too-many-replays': kind(
    429,
    'Too many replays wait',
    'the queue of replays is full',
    'ask again later, or cancel replays that nobody needs',
  ),
  internal: kind(
    500,
    'Something went wrong on our side',
    'a fault of the server, logged under the id in X-Request-Id',
    'send the same request again; report the request id where it stays',
  ),
  contended: kind(503, 'Others keep changing it', 'several processes change the same thing at once', AGAIN),
  'clock-unsure': kind(503, 'The clock is not sure', 'the server does not trust its clock to date facts', AGAIN),
  'not-yet-projected': kind(
    503,
    'The figures are not there yet',
    'the read models have not reached the position asked for within 30 s',
    AGAIN,
  ),
  'log-unavailable': kind(503, 'The log does not answer', 'the store of events is away', AGAIN),
  'views-unavailable': kind(503, 'The read models do not answer', 'the store of read models is away', AGAIN),
  overloaded: kind(503, 'Too much to do', 'too many questions, connections or unread answers are open', AGAIN),
  'took-too-long': kind(
    503,
    'It took too long',
    'the answer was not worked out within its time',
    'ask for less at a time, or again when there is less to do',
  ),
  'storage-full': kind(507, 'The disk is full', 'the log has no room for another fact', AGAIN),
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEMS;
