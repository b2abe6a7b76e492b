-- QuickBooks Online: the report Sales by Product/Service Detail, exported as CSV. Above its header are the company, the title and the
-- period; products stand on lines of their own, with their transactions below them. Dates are month first, as QuickBooks in the US writes.
-- A negative amount in an invoice is its discount; credit memos and refunds are credits.
-- skip: 4
-- needs: Date, Transaction Type, Num, Customer, Qty, Amount
CREATE TABLE items AS
SELECT line, last_value("column0" IGNORE NULLS) OVER (ORDER BY line) AS product, "Transaction Type" AS kind, "Num" AS num,
  "Customer" AS customer, strptime("Date", '%m/%d/%Y')::DATE AS day, coalesce(money("Qty"), 1) AS quantity, money("Amount") AS amount
FROM file ORDER BY line;
CREATE TABLE sold AS
SELECT kind || ' ' || num AS id, any_value(customer) AS customer, min(day) AS day, min(line) AS line,
  kind IN ('Credit Memo', 'Refund', 'Refund Receipt') AS isCredit, sum(amount) AS total,
  coalesce(-sum(amount) FILTER (amount < 0), 0) AS discount,
  list({product: product, quantity: abs(quantity), amount: abs(amount)} ORDER BY line) FILTER (amount > 0 OR isCredit) AS lines
FROM (SELECT *, kind IN ('Credit Memo', 'Refund', 'Refund Receipt') AS isCredit FROM items WHERE amount IS NOT NULL AND day IS NOT NULL)
GROUP BY kind, num ORDER BY line;

SELECT 'RegisterCustomer' AS type, customer AS id, min(day) AS registeredAt, customer AS name, min(line) AS line
FROM sold WHERE customer IS NOT NULL GROUP BY customer ORDER BY line;
SELECT 'RecordSale' AS type, id, customer AS customerId, day AS occurredAt, nullif(discount, 0) AS discount, lines, line
FROM sold WHERE NOT isCredit;
SELECT 'RecordCredit' AS type, id, customer AS customerId, day AS occurredAt, lines, line FROM sold WHERE isCredit;
