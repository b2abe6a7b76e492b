-- PayPal: Activity, downloaded as CSV. Payments that came in and are completed; a refund names its payment where that is in the file too,
-- otherwise it is a credit. Dates are month first, as PayPal in the US writes. Fees and transfers are left out.
-- needs: Date, Time, TimeZone, Name, Type, Status, Currency, Gross, Transaction ID
-- optional: From Email Address, Item Title, Reference Txn ID, Country
CREATE MACRO moment(day, clock, zone) AS strptime(day || ' ' || clock, '%m/%d/%Y %H:%M:%S')
  AT TIME ZONE CASE WHEN zone IN ('PST', 'PDT') THEN 'America/Los_Angeles' WHEN zone IN ('EST', 'EDT') THEN 'America/New_York' ELSE zone END;
CREATE TABLE activity AS
SELECT *, moment("Date", "Time", "TimeZone") AS moment, money("Gross") AS paid, "Type" ILIKE '%refund%' OR "Type" ILIKE '%reversal%' AS isRefund
FROM file WHERE "Status" = 'Completed' ORDER BY line;
CREATE TABLE payments AS SELECT * FROM activity WHERE "Type" ILIKE '%payment%' AND NOT isRefund AND paid > 0 ORDER BY line;
CREATE TABLE refunds AS SELECT * FROM activity WHERE isRefund AND paid < 0 ORDER BY line;

SELECT 'RegisterCustomer' AS type, "From Email Address" AS id, min(moment) AS registeredAt, any_value("Name") AS name,
  "From Email Address" AS email, any_value("Country") AS region, min(line) AS line
FROM payments WHERE "From Email Address" IS NOT NULL GROUP BY "From Email Address" ORDER BY line;
SELECT 'RecordSale' AS type, "Transaction ID" AS id, "From Email Address" AS customerId, moment AS occurredAt, "Currency" AS currency,
  'paypal' AS channel, [{product: coalesce("Item Title", 'payment'), quantity: 1, amount: paid}] AS lines, line
FROM payments;
SELECT 'RefundSale' AS type, "Transaction ID" AS id, "Reference Txn ID" AS saleId, moment AS occurredAt, -paid AS amount, line
FROM refunds WHERE "Reference Txn ID" IN (SELECT "Transaction ID" FROM payments);
SELECT 'RecordCredit' AS type, "Transaction ID" AS id, moment AS occurredAt, "Currency" AS currency, -paid AS amount, 'paypal' AS channel, line
FROM refunds WHERE "Reference Txn ID" IS NULL OR "Reference Txn ID" NOT IN (SELECT "Transaction ID" FROM payments);
