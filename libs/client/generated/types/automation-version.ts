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
    readonly fact?: 
      | 'RecordSale'
      | 'RefundSale'
      | 'VoidSale'
      | 'RecordCredit'
      | 'LogInteraction'
      | 'VoidInteraction'
      | 'RegisterCustomer'
      | 'ChangeCustomer'
      | 'CloseCustomer'
      | 'ReopenCustomer'
      | 'OpenOpportunity'
      | 'ChangeOpportunity'
      | 'WinOpportunity'
      | 'LoseOpportunity'
      | 'ReopenOpportunity'
      | 'StartSubscription'
      | 'ChangeSubscription'
      | 'CancelSubscription'
      | 'ResumeSubscription' | undefined;
    readonly where?: string | undefined;
    readonly stage?: {
      readonly from?: 'closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active' | undefined;
      readonly to?: 'closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active' | undefined;
    } | undefined;
    readonly tier?: {
      readonly from?: string | undefined;
      readonly to?: string | undefined;
    } | undefined;
    readonly enters?: string | undefined;
    readonly leaves?: string | undefined;
    readonly date?: {
      readonly of: 
        | 'registration'
        | 'first_purchase'
        | 'last_purchase'
        | 'expected_purchase'
        | 'expected_close';
      /** days after it */
      readonly after?: string | undefined;
      /** days before it */
      readonly before?: string | undefined;
    } | undefined;
    readonly inactivity?: {
      /** without any change while it is open */
      readonly opportunity: string;
    } | undefined;
    /** a cron expression: minute, hour, day of the month, month, day of the week */
    readonly every?: string | undefined;
    readonly segment?: string | undefined;
    readonly now?: string | undefined;
  };
  readonly if?: string | undefined;
  /** from when an occasion is known until it is decided: minutes, hours or days */
  readonly wait?: string | undefined;
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
    readonly webhook?: {
      readonly channel: string;
      readonly body?: Readonly<Record<string, string>> | undefined;
    } | undefined;
    readonly alert?: {
      readonly title: string;
      readonly text?: string | undefined;
      readonly severity?: 'info' | 'warning' | 'critical' | undefined;
      /** who is told */
      readonly channels: readonly string[];
    } | undefined;
  }[];
  readonly once?: 'per-entry' | 'per-customer' | 'per-year' | undefined;
  readonly cap?: {
    readonly messages: number;
    /** each of 24 hours */
    readonly per: string;
  } | undefined;
  /** from a time of day until another, in the time zone of the book */
  readonly quietHours?: readonly string[] | undefined;
  /** 0 to 1, an exact decimal as text */
  readonly holdOut?: string | number | undefined;
  readonly goal?: {
    readonly metric: 'orders' | 'revenue' | 'interactions';
    /** after the decision, to the end of the last of them */
    readonly within: string;
  } | undefined;
  readonly cost?: {
    /** an exact decimal as text; a number is taken at its shortest form */
    readonly fixed?: string | number | undefined;
    /** an exact decimal as text; a number is taken at its shortest form */
    readonly perCustomer?: string | number | undefined;
  } | undefined;
  readonly enabled?: boolean | undefined;
}
