// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What somebody outside is told, or was */
export interface Delivery {
  /** made from the occasion; receivers know a repetition by it */
  readonly id: string;
  /** that it goes through */
  readonly channel: string;
  /** what it is about, such as report or test */
  readonly subject: string;
  /** waiting until it is due, claimed while it is under way, delivered, or failed: given up */
  readonly state: 'waiting' | 'claimed' | 'delivered' | 'failed';
  /** RFC 3339 in UTC */
  readonly enqueuedAt: string;
  /** when it is tried next; when the attempt under way runs out; or when it ended */
  readonly due: string;
  /** the earliest first */
  readonly attempts: readonly {
    /** RFC 3339 in UTC */
    readonly at: string;
    /** absent while it is under way, or where nobody knows how it ended */
    readonly endedAt?: string | undefined;
    /** why it was not delivered */
    readonly error?: string | undefined;
    /** what is to be known of one that was, such as an address that was refused; or why it was put off */
    readonly note?: string | undefined;
  }[];
  /** what it says */
  readonly body: unknown;
}
