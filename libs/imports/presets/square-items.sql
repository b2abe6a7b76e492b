-- Square: Item Details, exported as CSV. A sale for each transaction; a refund is a transaction of its own and names no sale: a credit.
-- Times are those of the shop, in its own zone: that of the book unless --timezone says another.
-- needs: Date, Time, Item, Qty, Gross Sales, Discounts, Transaction ID, Event Type
-- optional: Category, Price Point Name, Tax, Location, Customer ID, Customer Name
CREATE TABLE sold AS
SELECT "Transaction ID" AS id, "Event Type" = 'Refund' AS isRefund, any_value("Customer ID") AS customer, any_value("Customer Name") AS name,
  min(strptime("Date" || ' ' || "Time", ['%Y-%m-%d %H:%M:%S', '%m/%d/%Y %H:%M:%S', '%m/%d/%y %H:%M:%S', '%m/%d/%y %I:%M:%S %p'])) AS sold,
  any_value("Location") AS location, min(line) AS line,
  list({product: "Item", category: "Category", quantity: abs(money("Qty")), amount: abs(money("Gross Sales")),
    discount: nullif(abs(money("Discounts")), 0), tax: nullif(abs(money("Tax")), 0)} ORDER BY line) AS lines
FROM file WHERE money("Qty") <> 0
GROUP BY "Transaction ID", "Event Type" ORDER BY line;

SELECT 'RegisterCustomer' AS type, customer AS id, min(sold) AS registeredAt, any_value(name) AS name, min(line) AS line
FROM sold WHERE customer IS NOT NULL GROUP BY customer ORDER BY line;
SELECT 'RecordSale' AS type, id, customer AS customerId, sold AS occurredAt, location AS channel, lines, line FROM sold WHERE NOT isRefund;
SELECT 'RecordCredit' AS type, id, customer AS customerId, sold AS occurredAt, location AS channel, lines, line FROM sold WHERE isRefund;
