/** A record of a topic that others write to. */
export interface TopicRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** By their names in lower case; of one that stands there more than once all. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly value: Buffer | null;
}

/** Takes records of a topic, those of a partition in their order. It may be given again what it has taken. @throws whatever is wrong: they are given again */
export type TakesRecords = (records: readonly TopicRecord[]) => Promise<void>;

/** What is told in a topic that others read. */
export interface TopicMessage {
  /** Those of one key stay in order. */
  readonly key: string;
  readonly value: string;
  readonly headers: { [name: string]: string };
}

export interface TopicWriter {
  /** Resolves when all of it is in the topic. @throws whatever is wrong: then some of it may be there */
  write(messages: readonly TopicMessage[]): Promise<void>;
  close(): Promise<void>;
}
