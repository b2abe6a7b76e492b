-- HubSpot: Deals, exported as CSV. Every row opens an opportunity; what was closed is won or lost at its Close Date.
-- A contact becomes a customer at the first deal.
-- needs: Record ID, Deal Name, Deal Stage, Amount, Close Date, Create Date
-- optional: Deal owner, Deal probability, Closed Lost Reason, Associated Contact, Currency
CREATE MACRO moment(text) AS strptime(text, ['%Y-%m-%d %H:%M', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d']);
CREATE TABLE deals AS
SELECT *, moment("Create Date") AS opened, moment("Close Date") AS closed, trim(split_part("Associated Contact", ';', 1)) AS contact,
  lower("Deal Stage") IN ('closed won', 'closedwon') AS isWon, lower("Deal Stage") IN ('closed lost', 'closedlost') AS isLost
FROM file ORDER BY line;

SELECT 'RegisterCustomer' AS type, contact AS id, min(opened) AS registeredAt, min(line) AS line
FROM deals WHERE contact <> '' GROUP BY contact ORDER BY line;

SELECT 'OpenOpportunity' AS type, "Record ID" AS id, nullif(contact, '') AS customerId, opened AS openedAt, "Deal Name" AS title,
  "Deal owner" AS salesperson, money("Amount") AS value, "Currency" AS currency, money("Deal probability") AS probability,
  CASE WHEN NOT isWon AND NOT isLost THEN closed::DATE END AS expectedCloseOn, line
FROM deals;

SELECT 'WinOpportunity' AS type, 'won' AS id, "Record ID" AS opportunityId, closed AS occurredAt, line FROM deals WHERE isWon;
SELECT 'LoseOpportunity' AS type, 'lost' AS id, "Record ID" AS opportunityId, closed AS occurredAt, "Closed Lost Reason" AS reason, line
FROM deals WHERE isLost;
