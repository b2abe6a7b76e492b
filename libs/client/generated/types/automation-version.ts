// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What an automation was, is, or was when it was retired */
export interface AutomationVersion {
  /** as the caller gave it */
  readonly id: string;
  /** which of its versions; the ETag, quoted */
  readonly version: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** RFC 3339 in UTC */
  readonly recordedAt: string;
  /** whether it was retired by this version */
  readonly retired: boolean;
  /** on whose behalf */
  readonly actor?: string | undefined;
  /** the service that sent it */
  readonly emitter?: string | undefined;
  readonly title: string;
  readonly description?: string | undefined;
  readonly on: {
    readonly fact: 
      | 'RecordSale'
      | 'RefundSale'
      | 'LogInteraction'
      | 'RegisterCustomer'
      | 'ChangeCustomer'
      | 'CloseCustomer'
      | 'ReopenCustomer';
    readonly where?: string | undefined;
  };
  readonly if?: string | undefined;
  readonly do: readonly {
    readonly followUp?: {
      readonly assign?: string | undefined;
      /** days from the one on which it became known */
      readonly due?: string | undefined;
      readonly note?: string | undefined;
    } | undefined;
    readonly assign?: {
      readonly salesperson?: string | undefined;
      readonly inTurn?: readonly string[] | undefined;
      readonly fewestFollowUps?: readonly string[] | undefined;
    } | undefined;
    readonly tag?: Readonly<Record<string, string>> | undefined;
    readonly message?: {
      readonly channel: string;
      /** Liquid: names of a customer in {{ }} */
      readonly template: string;
      readonly subject?: string | undefined;
    } | undefined;
  }[];
  readonly once?: 'per-entry' | 'per-customer' | 'per-year' | undefined;
  /** 0 to 1, an exact decimal as text */
  readonly holdOut?: string | number | undefined;
  readonly enabled?: boolean | undefined;
}
