import type { Json } from './event.js';

/** What somebody outside is told: each channel takes of it what its receivers can read. */
export interface Message {
  readonly title: string;
  /** To be read as it is: lines without markup. */
  readonly text: string;
  /** The same as a page; images stand in it as `cid:NAME`. */
  readonly html?: string;
  readonly images?: readonly MessagePart[];
  readonly files?: readonly MessagePart[];
  /** The same for programs. */
  readonly data: Json;
  /** Where there is more of it, below the address of the server. */
  readonly link?: string;
  /** Where whoever gets it says that there are to be no more: mail programs have a button for it. */
  readonly unsubscribe?: string;
}

export interface MessagePart {
  /** Of the file: letters that every file system takes. */
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly content: Uint8Array;
}

/** A message on its way. */
export interface Outgoing {
  /** Of the delivery, permanent: what is sent again has it again, so receivers know a repetition. */
  readonly id: string;
  /** What it is about, such as `report` or `test`. */
  readonly subject: string;
  /** When it was put into the outbox. */
  readonly at: string;
  readonly message: Message;
}
