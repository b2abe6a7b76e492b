-- Shopify: Orders, exported as CSV. One sale per Name; what is said of the order stands on its first row.
-- Cancelled and voided orders are left out. Shipping is no revenue. A refund has no date of its own: it is dated like the order.
-- needs: Name, Email, Financial Status, Created at, Lineitem quantity, Lineitem name, Lineitem price, Cancelled at
-- optional: Lineitem discount, Discount Amount, Taxes, Refunded Amount, Currency, Billing Name, Billing Country, Source, Vendor
CREATE TABLE orders AS
SELECT "Name" AS id, min(line) AS line, min(strptime("Created at", '%Y-%m-%d %H:%M:%S %z')) AS ordered,
  any_value("Email") AS email, any_value("Billing Name") AS name, any_value("Billing Country") AS country,
  any_value("Currency") AS currency, any_value("Source") AS channel,
  coalesce(any_value(money("Discount Amount")), 0) AS discount, any_value(money("Taxes")) AS tax,
  coalesce(any_value(money("Refunded Amount")), 0) AS refunded,
  sum(money("Lineitem quantity") * money("Lineitem price") - coalesce(money("Lineitem discount"), 0)) AS net,
  list({product: "Lineitem name", category: "Vendor", quantity: money("Lineitem quantity"), unitPrice: money("Lineitem price"),
    discount: nullif(money("Lineitem discount"), 0)} ORDER BY line) AS lines
FROM file
GROUP BY "Name"
HAVING any_value("Cancelled at") IS NULL AND any_value("Financial Status") <> 'voided'
ORDER BY line;

SELECT 'RegisterCustomer' AS type, email AS id, min(ordered) AS registeredAt, arg_min(name, ordered) AS name, email,
  arg_min(country, ordered) AS region, min(line) AS line
FROM orders WHERE email IS NOT NULL GROUP BY email ORDER BY line;

SELECT 'RecordSale' AS type, id, email AS customerId, ordered AS occurredAt, currency, channel, country AS region,
  nullif(discount, 0) AS discount, nullif(tax, 0) AS tax, lines, line
FROM orders;

SELECT 'RefundSale' AS type, 'refund' AS id, id AS saleId, ordered AS occurredAt, least(refunded, net - discount) AS amount, line
FROM orders WHERE refunded > 0;
