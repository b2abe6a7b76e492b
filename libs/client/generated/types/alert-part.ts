// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** A part of an alert and how it stands */
export interface AlertPart {
  /** a value of the dimension it goes by; empty where it goes by none */
  readonly part: string;
  readonly state: 'ok' | 'firing' | 'acknowledged' | 'snoozed';
  /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
  readonly value: string | number | null;
  /** RFC 3339 in UTC */
  readonly since: string;
  /** how often it has fired */
  readonly occasion: number;
  /** a business day */
  readonly firedFor?: string | undefined;
  /** a business day */
  readonly resolvedFor?: string | undefined;
  /** RFC 3339 in UTC */
  readonly quietUntil?: string | undefined;
  /** who is to look at it */
  readonly assignedTo?: string | undefined;
}
