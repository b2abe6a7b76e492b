-- WooCommerce: orders as the plug-in Advanced Order Export writes them, a row for each item, the order on every row.
-- Orders that are cancelled, failed or not yet paid are left out. Shipping is no revenue.
-- needs: Order Number, Order Status, Order Date, Item Name, Quantity, Item Cost
-- optional: Email (Billing), First Name (Billing), Last Name (Billing), Country Code (Billing), Cart Discount Amount
-- optional: Order Total Tax Amount, Order Refund Amount
CREATE MACRO moment(text) AS strptime(text, ['%Y-%m-%d %H:%M', '%Y-%m-%d %H:%M:%S']);
CREATE TABLE orders AS
SELECT "Order Number" AS id, min(line) AS line, min(moment("Order Date")) AS ordered, any_value("Email (Billing)") AS email,
  any_value(nullif(concat_ws(' ', "First Name (Billing)", "Last Name (Billing)"), '')) AS name,
  any_value("Country Code (Billing)") AS country, coalesce(any_value(money("Cart Discount Amount")), 0) AS discount,
  any_value(money("Order Total Tax Amount")) AS tax, coalesce(abs(any_value(money("Order Refund Amount"))), 0) AS refunded,
  sum(money("Quantity") * money("Item Cost")) AS gross,
  list({product: "Item Name", quantity: money("Quantity"), unitPrice: money("Item Cost")} ORDER BY line) AS lines
FROM file
WHERE lower("Order Status") IN ('completed', 'processing', 'refunded')
GROUP BY "Order Number"
ORDER BY line;

SELECT 'RegisterCustomer' AS type, email AS id, min(ordered) AS registeredAt, arg_min(name, ordered) AS name, email,
  arg_min(country, ordered) AS region, min(line) AS line
FROM orders WHERE email IS NOT NULL GROUP BY email ORDER BY line;

SELECT 'RecordSale' AS type, id, email AS customerId, ordered AS occurredAt, 'web' AS channel, country AS region,
  nullif(discount, 0) AS discount, nullif(tax, 0) AS tax, lines, line
FROM orders;

SELECT 'RefundSale' AS type, 'refund' AS id, id AS saleId, ordered AS occurredAt, least(refunded, gross - discount) AS amount, line
FROM orders WHERE refunded > 0;
