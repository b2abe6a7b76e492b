-- Amazon: All Orders report, text with tabs. item-price is what the line comes to, not a piece. Buyers are not told: guests.
-- delimiter: tab
-- quote: none
-- needs: amazon-order-id, purchase-date, order-status, product-name, quantity, currency, item-price
-- optional: item-tax, item-promotion-discount, ship-country, sales-channel
SELECT 'RecordSale' AS type, "amazon-order-id" AS id, min("purchase-date"::TIMESTAMPTZ) AS occurredAt, any_value("currency") AS currency,
  any_value("sales-channel") AS channel, any_value("ship-country") AS region,
  list({product: "product-name", quantity: money("quantity"), amount: money("item-price"),
    discount: nullif(money("item-promotion-discount"), 0), tax: nullif(money("item-tax"), 0)} ORDER BY line) AS lines, min(line) AS line
FROM file
WHERE "order-status" <> 'Cancelled' AND money("quantity") > 0 AND "item-price" IS NOT NULL
GROUP BY "amazon-order-id" ORDER BY line;
