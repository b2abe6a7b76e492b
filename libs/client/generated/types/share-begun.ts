// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** A link to an answer; what opens it is told this once */
export interface ShareBegun {
  /** by which it is listed and revoked */
  readonly id: string;
  /** what opens it: whoever has it sees the answer */
  readonly token: string;
  /** where it is answered, on this server */
  readonly path: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
}
