// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What an automation decided about an occasion, or would have */
export interface Decision {
  /** when the occasion became known */
  readonly at: string;
  /** whom it is about */
  readonly customer: string;
  /** the id of the event that it is */
  readonly occasion: string;
  readonly decision: 'taken' | 'skipped';
  /** why nothing is done */
  readonly reason?: 'late' | 'disabled' | 'condition' | 'once' | 'hold-out' | undefined;
  /** of the automation */
  readonly version: number;
  /** the follow-ups that it leads to */
  readonly tasks?: readonly {
    /** who is to do it */
    readonly assignee?: string | undefined;
    /** a business day */
    readonly due?: string | undefined;
    /** as the automation has it */
    readonly note?: string | undefined;
  }[] | undefined;
}
