// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What an automation may act on in a stretch of the log, or in a time */
export interface Occasions {
  readonly occasions: readonly {
    /** of the event that it is, or what it is called by what it is and its day */
    readonly id: string;
    /** of the event that it is */
    readonly position?: string | undefined;
    /** whom it is about */
    readonly customer: string;
    /** when it became known */
    readonly at: string;
    /** when it happened: of what days tell, four days before it became known at most */
    readonly occurredAt: string;
    /** in which it became known */
    readonly year: string;
    /** of the automation */
    readonly version: number;
    /** how often that version acts on a customer */
    readonly once: 'per-entry' | 'per-customer' | 'per-year';
    /** as that version has it */
    readonly cap?: {
      /** to a customer at most */
      readonly messages: number;
      /** days in which */
      readonly per: string;
    } | undefined;
    /** to the customer, where that version has a cap or quiet hours */
    readonly messages?: number | undefined;
    /** automations that led to it, each by what it recorded, the first first; absent where none did */
    readonly causes?: readonly {
      /** its id */
      readonly automation: string;
      /** on which it acted, of the same customer */
      readonly occasion: string;
    }[] | undefined;
    /** why nothing is done; quiet-hours: why what is written leaves later */
    readonly verdict?: 
      | 'late'
      | 'disabled'
      | 'loop'
      | 'condition'
      | 'consent'
      | 'once'
      | 'cap'
      | 'chain'
      | 'hold-out'
      | 'quiet-hours' | undefined;
    /** the follow-ups that it leads to */
    readonly tasks: readonly {
      /** who is to do it */
      readonly assignee?: string | undefined;
      /** a business day */
      readonly due?: string | undefined;
      /** as the automation has it */
      readonly note?: string | undefined;
    }[];
    /** what else is to be done, each by its name */
    readonly actions?: readonly {
      /** whose the customer becomes */
      readonly assign?: {
        /** whose the customer becomes */
        readonly salesperson?: string | undefined;
        /** or one of these, each in turn */
        readonly inTurn?: readonly string[] | undefined;
        /** or the one of these who has the fewest open follow-ups */
        readonly fewestFollowUps?: readonly string[] | undefined;
      } | undefined;
      /** attributes that the customer gets */
      readonly tag?: Readonly<Record<string, string>> | undefined;
      /** the customer is written to */
      readonly message?: {
        /** through which */
        readonly channel: string;
        /** which of the automation’s actions says what, from 0 */
        readonly action: number;
      } | undefined;
      /** a program is told of the customer */
      readonly webhook?: {
        /** through which */
        readonly channel: string;
        /** which of the automation’s actions says what, from 0 */
        readonly action: number;
      } | undefined;
      /** the house is told of the customer */
      readonly alert?: {
        /** in a line */
        readonly title: string;
        /** as the automation has it */
        readonly text?: string | undefined;
        /** as of an alert */
        readonly severity: 'info' | 'warning' | 'critical';
        /** through which the house is told */
        readonly channels: readonly string[];
      } | undefined;
    }[] | undefined;
  }[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
