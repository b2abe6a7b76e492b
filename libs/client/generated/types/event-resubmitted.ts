// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** The fact that the event is after all is on disk */
export interface EventResubmitted {
  /** what it is known by here */
  readonly id: string;
  readonly fact: {
    /** as /v1/bulk has it */
    readonly type: string;
    /** the id of the fact */
    readonly id: string;
  };
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** whether the fact was recorded before */
  readonly duplicate: boolean;
}
