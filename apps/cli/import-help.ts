/** What `tally import --help` says of maps. */
export const MAP_HELP = `
Example: tally import orders.csv --map orders.sql --url http://127.0.0.1:3000

A map is SQL (DuckDB) over the table "file": a text column for each cell of the header, and the number of the "line".
Each SELECT gives facts: "type" says which, every other column is a field. Customers come first where the map has them first:
  SELECT 'RegisterCustomer' AS type, "Customer" AS id, min("Date")::DATE AS registeredAt, min(line) AS line
    FROM file GROUP BY "Customer";
  SELECT 'RecordSale' AS type, "Order" AS id, any_value("Customer") AS customerId, any_value("Date")::DATE AS occurredAt,
    list({product: "Product", quantity: "Qty", unitPrice: money("Price")} ORDER BY line) AS lines, min(line) AS line
    FROM file GROUP BY "Order";
money and money_comma take "$1,234.56" and "1.234,56". A first comment may say how the file is read:
  -- encoding: windows-1252    (and delimiter, quote, skip, sheet, timezone; flags win)

What is refused is in FILE.errors.ndjson, and the exit code is 1. Recorded means that the figures have it: the position
printed is covered.`;
