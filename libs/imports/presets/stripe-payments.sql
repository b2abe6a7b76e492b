-- Stripe: Payments, exported as CSV. Its times are UTC. Payments that failed or are not captured are left out.
-- timezone: UTC
-- needs: id, Created date (UTC), Amount, Amount Refunded, Currency, Status, Customer ID, Refunded date (UTC)
-- optional: Customer Email, Description
CREATE MACRO moment(text) AS strptime(text, ['%Y-%m-%d %H:%M', '%Y-%m-%d %H:%M:%S']);
CREATE TABLE payments AS
SELECT *, moment("Created date (UTC)") AS paid FROM file WHERE "Status" IN ('Paid', 'Refunded', 'Partially Refunded') ORDER BY line;

SELECT 'RegisterCustomer' AS type, "Customer ID" AS id, min(paid) AS registeredAt, arg_min("Customer Email", paid) AS email, min(line) AS line
FROM payments WHERE "Customer ID" IS NOT NULL GROUP BY "Customer ID" ORDER BY line;

SELECT 'RecordSale' AS type, id, "Customer ID" AS customerId, paid AS occurredAt, upper("Currency") AS currency, 'stripe' AS channel,
  [{product: coalesce("Description", 'payment'), quantity: 1, amount: money("Amount")}] AS lines, line
FROM payments;

SELECT 'RefundSale' AS type, 'refund' AS id, id AS saleId, moment("Refunded date (UTC)") AS occurredAt, money("Amount Refunded") AS amount, line
FROM payments WHERE money("Amount Refunded") > 0;
