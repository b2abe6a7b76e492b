// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SetAutomation {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** the version it is to follow: 0 where the thing must not be there yet, * for any that is there */
  readonly ifMatch?: number | '*' | undefined;
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
