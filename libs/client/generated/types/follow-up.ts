// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Something that is to be done about a customer */
export interface FollowUp {
  /** as it was opened */
  readonly id: string;
  /** whom it is about */
  readonly customer: string;
  /** who is to do it; null where nobody was named */
  readonly assignee: string | null;
  /** until when; null where no day was named */
  readonly due: string | null;
  /** what people wrote is shown with the scope personal, and gone once the customer is erased */
  readonly note: string | null;
  readonly state: 'open' | 'done' | 'cancelled';
  /** the automation that wants it */
  readonly automation?: string | undefined;
  /** by which of its occasions */
  readonly occasion?: string | undefined;
  /** RFC 3339 in UTC */
  readonly openedAt: string;
  /** when it was last said to be over */
  readonly endedAt?: string | undefined;
  /** on whose behalf */
  readonly endedBy?: string | undefined;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
}
