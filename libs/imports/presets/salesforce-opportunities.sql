-- Salesforce: a report of opportunities, exported as CSV. Its dates are as the user's locale writes them, here month first: where the
-- day comes first, say '%d/%m/%Y' in a copy of this map. An account becomes a customer with its first opportunity.
-- needs: Opportunity ID, Opportunity Name, Stage, Close Date, Created Date
-- optional: Account Name, Amount, Amount Currency, Opportunity Owner, Probability (%), Lead Source, Billing Country
CREATE MACRO day(text) AS strptime(text, ['%m/%d/%Y', '%Y-%m-%d'])::DATE;
CREATE TABLE deals AS
SELECT *, day("Created Date") AS opened, day("Close Date") AS closed,
  "Stage" = 'Closed Won' AS isWon, "Stage" = 'Closed Lost' AS isLost
FROM file WHERE "Opportunity ID" IS NOT NULL ORDER BY line;

SELECT 'RegisterCustomer' AS type, "Account Name" AS id, min(opened) AS registeredAt, "Account Name" AS name,
  arg_min("Billing Country", opened) AS region, arg_min("Lead Source", opened) AS source, min(line) AS line
FROM deals WHERE "Account Name" IS NOT NULL GROUP BY "Account Name" ORDER BY line;

SELECT 'OpenOpportunity' AS type, "Opportunity ID" AS id, "Account Name" AS customerId, opened AS openedAt, "Opportunity Name" AS title,
  "Opportunity Owner" AS salesperson, money("Amount") AS value, "Amount Currency" AS currency,
  money("Probability (%)") * CASE WHEN contains("Probability (%)", '%') THEN 1.00 ELSE 0.01 END AS probability,
  CASE WHEN NOT isWon AND NOT isLost THEN closed END AS expectedCloseOn, line
FROM deals;

SELECT 'WinOpportunity' AS type, 'won' AS id, "Opportunity ID" AS opportunityId, closed AS occurredAt, line FROM deals WHERE isWon;
SELECT 'LoseOpportunity' AS type, 'lost' AS id, "Opportunity ID" AS opportunityId, closed AS occurredAt, line FROM deals WHERE isLost;
