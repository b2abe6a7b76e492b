/** What a column may mean. */
const ROLES = [
  'order',
  'date',
  'customer',
  'email',
  'product',
  'quantity',
  'unitPrice',
  'amount',
  'currency',
  'region',
  'salesperson',
  'title',
  'stage',
] as const;
export type Role = (typeof ROLES)[number];

/** Names by which columns are told, the likeliest first; in lower case, with blanks for what separates words. */
const NAMES: Readonly<Record<Role, readonly RegExp[]>> = {
  order: [
    /^(sales )?(order|invoice|transaction|receipt|beleg|record|deal|opportunity)( ?(id|no|number|nr|nummer|reference|name))?$/,
    /^(amazon )?order id$/,
    /^(id|name|#)$/,
  ],
  date: [
    /^(order|purchase|invoice|created?|sale|transaction|beleg)? ?(date|datum|at)( \(utc\))?$/,
    /^(created|create) /,
    /date|datum/,
  ],
  customer: [
    /^(customer|client|kunden?|buyer|account)( ?(id|no|number|nr|nummer|name))?$/,
    /^e ?mail( address)?$/,
    /contact|customer/,
  ],
  email: [/e ?mail/],
  product: [/^(product|item|lineitem|artikel|article)( ?name)?$/, /^(description|sku)$/, /product|item name/],
  quantity: [/^(line ?item )?(quantity|qty|menge|anzahl|units)$/, /quantity|qty/],
  unitPrice: [/^(line ?item |unit |sales |einzel)?(price|preis)$/, /^unit ?(amount|cost)$/],
  amount: [/^(line |item )?(amount|betrag|total|price)$/, /^(gross|net) ?(sales|amount)?$/],
  currency: [/currency|währung/],
  region: [/^(region|country)$/, /country/],
  salesperson: [/salesperson|owner|verkäufer|sales rep/],
  title: [/^(deal|opportunity) name$/, /^title$/],
  stage: [/^(deal )?stage$/],
};

/** Columns by what they seem to mean; each means one thing. */
export function rolesOf(columns: readonly string[]): ReadonlyMap<Role, string> {
  const roles = new Map<Role, string>();
  for (const role of ROLES) {
    const taken = new Set(roles.values());
    const free = columns.filter((column) => !taken.has(column) || role === 'email');
    const found = NAMES[role].flatMap((name) => free.filter((column) => name.test(words(column))));
    if (found[0] !== undefined) roles.set(role, found[0]);
  }
  return roles;
}

function words(column: string): string {
  return column
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[\s_*-]+/g, ' ')
    .trim();
}
