-- HubSpot: Contacts, exported as CSV. A contact is known by the e-mail address, as in the deals; one without by the Record ID.
-- needs: Record ID, First Name, Last Name, Email, Create Date
-- optional: Phone Number, Contact owner, Country/Region, Original Source, Lifecycle Stage
SELECT 'RegisterCustomer' AS type, coalesce("Email", "Record ID") AS id,
  min(strptime("Create Date", ['%Y-%m-%d %H:%M', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d'])) AS registeredAt,
  any_value(nullif(concat_ws(' ', "First Name", "Last Name"), '')) AS name, any_value("Email") AS email,
  any_value("Phone Number") AS phone, any_value("Contact owner") AS salesperson, any_value("Country/Region") AS region,
  any_value("Original Source") AS source, any_value("Lifecycle Stage") AS segment, min(line) AS line
FROM file GROUP BY coalesce("Email", "Record ID") ORDER BY line;
