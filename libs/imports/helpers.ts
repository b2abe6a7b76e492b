/** What a cell says that `money` does not take: the text is part of the error, so that its place can be found. */
export const NO_AMOUNT = 'no amount: ';

/** A sign, a currency and a percent sign around the digits, as ledgers and shops write them. */
const CURRENCY = String.raw`(?:\p{Sc}|[A-Z]{3}|[A-Z]{1,3}\p{Sc}|kr|Kč|zł)?`;

/**
 * The digits with their thousands, and at most 6 decimals: an amount is exact or it is none.
 * @param point as a regular expression, as is `thousands`
 */
function pattern(thousands: string, point: string): string {
  const whole = String.raw`(?:\d{1,3}(?:${thousands}\d{3})+|\d+)`;
  const digits = String.raw`(?:${whole}(?:${point}\d{0,6}0*)?|${point}\d{1,6}0*)`;
  return String.raw`[(]?\s*[-+−]?\s*${CURRENCY}\s*[-+−]?\s*${digits}\s*${CURRENCY}\s*(?:[-−%]|[-−]\s*%|%\s*[-−])?\s*[)]?`;
}

const SPACES = String.raw`'’ \x{a0}\x{202f}`;

/** A minus once at most, beside brackets that both are there or none. */
const ONE_SIGN = String.raw`[^-+−()]*[-+−]?[^-+−()]*|[(][^-+−()]*[-−]?[^-+−()]*[)]`;

/** `DECIMAL(22,6)` of a text, NULL of NULL; of what is no amount a cast that fails, which `TRY` makes NULL. */
function moneyMacro(name: string, thousands: string, point: string): string {
  const cut = String.raw`regexp_replace(trim(text), '[^0-9${point}]', '', 'g')`;
  const digits = point === '.' ? cut : `replace(${cut}, ',', '.')`;
  const shape = pattern(`[${thousands}${SPACES.replace("'", "''")}]`, point === '.' ? String.raw`\.` : ',');
  const plain = point === '.' ? 'text' : `replace(text, ',', '.')`;
  const t = 'trim(text)';
  return `CREATE MACRO ${name}(text) AS CASE
    WHEN text IS NULL THEN NULL
    WHEN trim(text, '0123456789') IN ('', '${point}')
      AND strpos(reverse(text), '${point}') BETWEEN 0 AND 7 AND text NOT IN ('', '${point}')
      THEN ${amountOf(plain)}
    WHEN regexp_full_match(${t}, '${shape}') AND regexp_full_match(${t}, '${ONE_SIGN}') THEN CAST(
      CASE WHEN regexp_matches(${t}, '[-−]|^[(].*[)]$') THEN -1 ELSE 1 END * ${amountOf(digits)}
      * CASE WHEN contains(${t}, '%') THEN 0.01 ELSE 1.00 END AS DECIMAL(22,6))
    ELSE CAST('${NO_AMOUNT}' || text AS DECIMAL(22,6)) END`;
}

/** A text of digits: 22 of them cost a hundred times what 18 do. */
function amountOf(digits: string): string {
  return `CASE WHEN length(${digits}) <= 12 THEN CAST(CAST(${digits} AS DECIMAL(18,6)) AS DECIMAL(22,6))
    ELSE CAST(${digits} AS DECIMAL(22,6)) END`;
}

/** What maps may use: "1,234.56" and "1.234,56" as amounts. */
export const HELPERS: readonly string[] = [moneyMacro('money', ',', '.'), moneyMacro('money_comma', '.', ',')];
