/** A till's file of stamps: a line for each purchase, without an id of its own. */
const STAMPS = `
-- The till: stamps of a day, as CSV. What a customer was given on a day is one fact, whichever file has it.
-- needs: Card, Day, Stamps
SELECT 'EarnPoints' AS type, "Card" || ' ' || "Day" AS id, "Card" AS customerId, "Day"::DATE AS occurredAt,
  sum("Stamps"::INTEGER) AS points, 'stamps' AS reason, min(line) AS line
FROM file GROUP BY "Card", "Day" ORDER BY line;
`;

/** Maps for files of other systems, by names that begin with the subject's. */
export const PRESETS = { 'loyalty.stamps': STAMPS };
