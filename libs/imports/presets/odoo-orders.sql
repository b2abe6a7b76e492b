-- Odoo: sales orders, exported with their lines. The order stands on its first row, its other lines below it with those cells empty.
-- Quotations and cancelled orders are left out. A customer is known by the name.
-- needs: Order Reference, Order Date, Customer, Status, Order Lines/Product, Order Lines/Quantity, Order Lines/Unit Price
-- optional: Salesperson, Order Lines/Discount (%), Currency
CREATE TABLE rows AS
SELECT *, last_value("Order Reference" IGNORE NULLS) OVER (ORDER BY line) AS id FROM file ORDER BY line;
CREATE TABLE orders AS
SELECT id, any_value("Customer") AS customer, any_value("Salesperson") AS salesperson, any_value("Currency") AS currency,
  min(strptime("Order Date", ['%Y-%m-%d %H:%M:%S', '%Y-%m-%d'])) AS ordered, min(line) AS line,
  list({product: "Order Lines/Product", quantity: money("Order Lines/Quantity"), unitPrice: money("Order Lines/Unit Price"),
    discountRate: nullif(CAST(money("Order Lines/Discount (%)") * 0.01 AS DECIMAL(18, 6)), 0)} ORDER BY line)
    FILTER (money("Order Lines/Quantity") > 0) AS lines
FROM rows GROUP BY id
HAVING any_value("Status") IN ('Sales Order', 'Locked', 'sale', 'done') ORDER BY line;

SELECT 'RegisterCustomer' AS type, customer AS id, min(ordered) AS registeredAt, customer AS name, min(line) AS line
FROM orders WHERE customer IS NOT NULL GROUP BY customer ORDER BY line;
SELECT 'RecordSale' AS type, id, customer AS customerId, ordered AS occurredAt, currency, salesperson, lines, line
FROM orders WHERE lines IS NOT NULL;
