/** What each parameter means, of an address or a body: the same everywhere. */
export const PARAMETER_WORDS: Readonly<Record<string, string>> = {
  position: 'The position of a receipt: the answer waits until the figures have it.',
  asOf: 'A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named.',
  knownAt:
    'A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named.',
  replay: 'The id of a replay to answer from.',
  returnTo: 'A path of this server, where whoever has signed in goes on; / unless named.',
  grain: 'The periods that are told apart.',
  from: 'The first day.',
  to: 'The last day, which belongs to it.',
  limit: 'How many a page has at most.',
  cursor: '`next` of the page before, asked with the same other parameters.',
  after: 'Only what is recorded after this position; of who asked for what, after the entry of this number.',
  type: 'Only events of this type.',
  customerId: 'Only what is about this customer.',
  channel: 'Only what goes through this channel.',
  state: 'Only what is in this state.',
  subject: 'Only what is about this, such as report or test.',
  principal: 'Only what one principal has or asked for, such as key:shop.',
  route: 'Only what was asked of this route, such as GET /v1/customers/{id}, or its path alone.',
  stream: 'All events of this stream, whatever the other parameters say.',
  number: 'Which closing of the period; the last one unless named.',
  path: 'Which tile: its level, or entries, and its number as C2SP writes it, such as 0/x001/067.p/5.',
  id: 'Its id.',
  name: 'Its name.',
  token: 'What opens the link.',
  kind: 'Which of the two policies.',
  period:
    'Days relative to asOf, in place of from and to, such as last-month, this-fiscal-year, last-7-days (ends with asOf), last-3-months (those before that of asOf); never beyond asOf.',
  metric: 'The name of a metric.',
  metrics: 'Names of metrics.',
  by: 'Dimensions whose values are told apart.',
  compare: 'What each row is compared with.',
  currency: 'Of all money, unless a column says otherwise: one that has rates; the base currency unless named.',
  rates:
    'At which rates amounts are converted: fact-day, those of the day of each fact; or today, or a date, at whose rates all are, so that no change of rates shows.',
  organisation:
    'By what customers, and facts of theirs, are told apart: then, what they were on the day of each fact; or today, or a date, what they are at its end: region, salesperson, segment, source, stage and tier.',
  includeExcluded:
    'Whether customers who are excluded from figures, such as those of tests, count as well: true or false.',
  width: 'Pixels from left to right.',
  height: 'Pixels from top to bottom.',
  theme: 'On what it is drawn: light or dark.',
  language: 'Of what is said beside names.',
  format:
    'What it is answered as. Figures: JSON, or a file of every row; Accept says the same. A run: the form of its file, that of its schedule unless named.',
  run: 'Which run of the schedule, counted from 1.',
  quiet: 'true for history that is loaded: no alert fires for it.',
  days: 'How many days back is looked.',
  bom: 'Whether a CSV begins with a byte order mark, for spreadsheets that want one.',
  'last-event-id': 'The id of the last message received: the stream goes on after it.',
};

/** What each part of a path means. */
export const PATH_WORDS: typeof PARAMETER_WORDS = {
  ...PARAMETER_WORDS,
  period: 'A day, week, month, quarter or year, such as 2020-03, 2020-W05, 2020-Q1, 2020 or FY2020.',
};
