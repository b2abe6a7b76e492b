-- UBL 2.1 and Peppol: an invoice or a credit note, .xml. Customers are registered under their identification, the first invoice or not.
-- What a line was before its allowances is its amount, they are its discount; charges of a line are in its amount. A line below 0 is a
-- discount of the whole, a charge of the whole a line of its own. All of it comes to the TaxExclusiveAmount, and the tax to the TaxAmount.
-- needs: Document, ID, IssueDate, DocumentCurrencyCode, CustomerID, LineExtensionAmount, LineDiscount, DocumentDiscount, TaxAmount
CREATE TABLE items AS
SELECT line, "Document" = 'CreditNote' AS isCredit, "ID" AS id, "IssueDate" AS issued, "DocumentCurrencyCode" AS currency, "CustomerID" AS customer,
  left(regexp_replace(coalesce("Item", "ItemName", 'line ' || "LineID"), '\s+', ' ', 'g'), 200) AS product, coalesce("Quantity", '1')::DECIMAL(18, 6) AS quantity,
  "LineExtensionAmount"::DECIMAL(18, 6) AS net, "LineDiscount"::DECIMAL(18, 6) AS discount,
  "DocumentDiscount"::DECIMAL(18, 6) AS allDiscount, "DocumentCharge"::DECIMAL(18, 6) AS charge, "DocumentChargeReason" AS reason,
  coalesce("TaxAmount", '0')::DECIMAL(18, 6) AS tax, "TaxExclusiveAmount"::DECIMAL(18, 6) AS total
FROM file;
CREATE TABLE charged AS
SELECT isCredit, id, issued, currency, customer, product, abs(quantity) AS quantity, net + discount AS amount, discount, line, false AS isCharge,
  greatest(-net, 0) AS less, allDiscount, tax, total FROM items
UNION ALL
SELECT any_value(isCredit), id, any_value(issued), any_value(currency), any_value(customer), coalesce(any_value(reason), 'charge'), 1, any_value(charge), 0,
  max(line), true, 0, any_value(allDiscount), any_value(tax), any_value(total)
FROM items GROUP BY id HAVING any_value(charge) > 0;
CREATE TABLE taxed AS
SELECT *, CAST(round(tax * (amount - discount) / nullif(sum(amount - discount) OVER (PARTITION BY id), 0), 2) AS DECIMAL(18, 6)) AS share,
  row_number() OVER (PARTITION BY id ORDER BY amount - discount DESC, line, isCharge) AS place
FROM charged WHERE less = 0;
CREATE TABLE documents AS
SELECT id, any_value(isCredit) AS isCredit, any_value(issued)::DATE AS day, any_value(currency) AS currency, any_value(customer) AS customer,
  (SELECT coalesce(sum(less), 0) FROM charged c WHERE c.id = t.id) + any_value(allDiscount) AS discount, any_value(tax) AS tax,
  any_value(total) AS total, min(line) AS line,
  list({product: product, quantity: quantity, amount: amount, discount: nullif(discount, 0)} ORDER BY line, isCharge) AS lines,
  list({product: product, quantity: quantity, amount: amount, discount: nullif(discount, 0),
    tax: nullif(share + CASE WHEN place = 1 THEN tax - shares ELSE 0 END, 0)} ORDER BY line, isCharge) AS taxedLines
FROM (SELECT *, sum(share) OVER (PARTITION BY id) AS shares FROM taxed) t GROUP BY id ORDER BY line;

SELECT 'RegisterCustomer' AS type, "CustomerID" AS id, any_value(left(regexp_replace("CustomerName", '\s+', ' ', 'g'), 200)) AS name, any_value("CustomerCountry") AS region, min(line) AS line
FROM file WHERE "CustomerID" IS NOT NULL GROUP BY "CustomerID" ORDER BY line;
SELECT 'RecordSale' AS type, id, customer AS customerId, day AS occurredAt, currency, nullif(discount, 0) AS discount, nullif(tax, 0) AS tax, lines, line
FROM documents WHERE NOT isCredit;
SELECT 'RecordCredit' AS type, id, customer AS customerId, day AS occurredAt, currency, taxedLines AS lines, line
FROM documents WHERE isCredit AND discount = 0;
SELECT 'RecordCredit' AS type, id, customer AS customerId, day AS occurredAt, currency,
  [{product: 'credit note', quantity: 1, amount: total, tax: nullif(tax, 0)}] AS lines, line
FROM documents WHERE isCredit AND discount > 0;
