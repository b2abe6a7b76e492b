-- Xero: invoices and credit notes, exported as CSV, a row for each line. Dates are day first, as Xero outside the US writes.
-- Drafts and what was voided or deleted are left out. A Discount is a percentage of its line.
-- needs: ContactName, InvoiceNumber, InvoiceDate, Description, Quantity, UnitAmount, Type, Status
-- optional: EmailAddress, POCountry, InventoryItemCode, Discount, TaxAmount, Currency
CREATE TABLE invoices AS
SELECT "InvoiceNumber" AS id, any_value("ContactName") AS customer, any_value("EmailAddress") AS email, any_value("POCountry") AS country,
  min(strptime("InvoiceDate", ['%d/%m/%Y', '%d %b %Y', '%Y-%m-%d'])::DATE) AS day, any_value("Currency") AS currency,
  bool_or("Type" ILIKE '%credit note%') AS isCredit, min(line) AS line,
  list({product: coalesce("InventoryItemCode", "Description"), quantity: money("Quantity"), unitPrice: money("UnitAmount"),
    discountRate: nullif(CAST(money("Discount") * 0.01 AS DECIMAL(18, 6)), 0), tax: nullif(money("TaxAmount"), 0)} ORDER BY line)
    FILTER (money("Quantity") > 0) AS lines
FROM file
WHERE "Status" NOT IN ('Draft', 'Voided', 'Deleted')
GROUP BY "InvoiceNumber" ORDER BY line;

SELECT 'RegisterCustomer' AS type, customer AS id, min(day) AS registeredAt, customer AS name, any_value(email) AS email,
  arg_min(country, day) AS region, min(line) AS line
FROM invoices GROUP BY customer ORDER BY line;
SELECT 'RecordSale' AS type, id, customer AS customerId, day AS occurredAt, currency, lines, line FROM invoices WHERE NOT isCredit;
SELECT 'RecordCredit' AS type, id, customer AS customerId, day AS occurredAt, currency, lines, line FROM invoices WHERE isCredit;
