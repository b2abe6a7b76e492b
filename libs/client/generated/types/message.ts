// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** A message that was left in an inbox */
export interface Message {
  /** of the delivery that brought it */
  readonly id: string;
  /** the inbox */
  readonly channel: string;
  /** what it is about, such as report or test */
  readonly subject: string;
  /** in a line */
  readonly title: string;
  /** what it says */
  readonly text: string;
  /** where there is more of it, below the address of the server */
  readonly link?: string | undefined;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** RFC 3339 in UTC */
  readonly recordedAt: string;
}
