import type { FieldSchema } from '#imports/fields.js';

/** Files that a comparison reads, in the folder of its process. */
export const THEIRS = 'theirs.csv';
export const OURS = 'ours.csv';

/** The columns of both. Of theirs `place` is the line, of ours `day` is always there. */
export const COLUMNS = ['kind', 'id', 'day', 'amount', 'currency', 'customer', 'place'] as const;

const TEXTS = (...names: readonly string[]): FieldSchema => ({
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
});

const SIDES = ['day', 'amount', 'currency', 'customer'].flatMap((name) => [`their_${name}`, `our_${name}`]);

/** What its rows are. */
export const COMPARED: Readonly<Record<string, FieldSchema>> = {
  Counted: TEXTS('theirs', 'ours', 'same'),
  Total: TEXTS('day', 'currency', 'theirs', 'ours', 'their_documents', 'our_documents'),
  Differing: TEXTS('differences', 'kind', 'id', 'place', 'times', ...SIDES),
};

/**
 * SQL that finds what two tables of documents differ in, `file` being theirs: sorting and joining are done by the scratch database, on its
 * disk where they are many. Documents of other days are left out unless the other side has them within these; so what is dated on another
 * day is no document that is missing.
 * @param from and `to`: dates @param currency of what does not say its own
 */
export function comparison({ from, to }: { readonly from: string; readonly to: string }, currency: string): string {
  const within = (day: string): string => `${day} BETWEEN DATE '${from}' AND DATE '${to}'`;
  return `
CREATE TABLE ours_typed AS
SELECT kind, id, day::DATE AS day, amount::DECIMAL(38,6) AS amount, currency, customer FROM ours;

CREATE TABLE theirs_all AS
SELECT kind, id, day::DATE AS day, amount::DECIMAL(38,6) AS amount, currency, customer, place::BIGINT AS place FROM file
WHERE day IS NULL OR ${within('day::DATE')}
  OR EXISTS (SELECT 1 FROM ours_typed o WHERE o.kind = file.kind AND o.id = file.id AND ${within('o.day')});

CREATE TABLE theirs_once AS
SELECT kind, id, min(place) AS place, count(*) AS times,
  arg_min(day, place) AS day, arg_min(amount, place) AS amount, arg_min(currency, place) AS currency, arg_min(customer, place) AS customer
FROM theirs_all GROUP BY kind, id;

CREATE TABLE both_sides AS
SELECT coalesce(t.kind, o.kind) AS kind, coalesce(t.id, o.id) AS id, t.place AS place, coalesce(t.times, 0) AS times,
  t.id IS NOT NULL AS is_theirs, o.id IS NOT NULL AS is_ours, o.id IS NOT NULL AND ${within('o.day')} AS is_ours_within,
  t.day AS their_day, o.day AS our_day, t.amount AS their_amount, o.amount AS our_amount,
  coalesce(t.currency, o.currency, '${currency}') AS their_currency, t.currency AS said_currency, o.currency AS our_currency,
  t.customer AS their_customer, o.customer AS our_customer
FROM theirs_once t FULL JOIN ours_typed o ON t.kind = o.kind AND t.id = o.id
WHERE t.id IS NOT NULL OR ${within('o.day')};

CREATE TABLE judged AS
SELECT *, concat_ws(',',
  CASE WHEN NOT is_ours THEN 'only-theirs' WHEN NOT is_theirs THEN 'only-ours' END,
  CASE WHEN times > 1 THEN 'duplicate' END,
  CASE WHEN is_theirs AND is_ours AND their_amount <> our_amount THEN 'amount' END,
  CASE WHEN is_theirs AND is_ours AND (NOT is_ours_within OR their_day <> our_day) THEN 'date' END,
  CASE WHEN is_theirs AND is_ours AND said_currency <> our_currency THEN 'currency' END,
  CASE WHEN is_theirs AND is_ours AND their_customer IS DISTINCT FROM our_customer AND their_customer IS NOT NULL THEN 'customer' END
) AS differences FROM both_sides;

SELECT 'Counted' AS type, (SELECT count(*) FROM theirs_all)::VARCHAR AS theirs,
  (SELECT count(*) FROM judged WHERE is_ours_within)::VARCHAR AS ours,
  (SELECT count(*) FROM judged WHERE differences = '')::VARCHAR AS same;

CREATE TABLE sums AS
SELECT day, currency, sum(their_amount) AS theirs, sum(our_amount) AS ours, sum(of_theirs) AS their_documents, sum(of_ours) AS our_documents
FROM (
  SELECT coalesce(t.day, j.our_day) AS day, coalesce(t.currency, j.our_currency, '${currency}') AS currency,
    t.amount AS their_amount, 0 AS our_amount, 1 AS of_theirs, 0 AS of_ours
  FROM theirs_all t JOIN judged j ON t.kind = j.kind AND t.id = j.id
  UNION ALL
  SELECT our_day, our_currency, 0, our_amount, 0, 1 FROM judged WHERE is_ours_within
) GROUP BY ALL;

SELECT 'Total' AS type, day::VARCHAR AS day, currency, theirs::VARCHAR AS theirs, ours::VARCHAR AS ours,
  their_documents::VARCHAR AS their_documents, our_documents::VARCHAR AS our_documents
FROM sums WHERE theirs <> ours OR their_documents <> our_documents ORDER BY sums.day, currency;

SELECT 'Differing' AS type, differences, kind, id, place::VARCHAR AS place, times::VARCHAR AS times,
  their_day::VARCHAR AS their_day, our_day::VARCHAR AS our_day,
  their_amount::VARCHAR AS their_amount, our_amount::VARCHAR AS our_amount,
  CASE WHEN is_theirs THEN said_currency END AS their_currency, our_currency, their_customer, our_customer
FROM judged WHERE differences <> ''
ORDER BY coalesce(judged.their_day, judged.our_day), id, kind;
`;
}
