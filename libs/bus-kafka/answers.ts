/** What the driver's errors have in them: one wraps another as what was attempted, as its cause, or as one of several. */
interface Wrapped {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** The driver gives out no classes to know its errors by. @returns the names, Kafka's codes and Node's that are in it */
function wordsIn(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const { name, type, code, cause, errors }: Wrapped = error;
  const own = [name, type, code].filter((word) => typeof word === 'string');
  return [...own, ...wordsIn(cause), ...(Array.isArray(errors) ? errors.flatMap(wordsIn) : [])];
}

/** Whether an error is, or comes of, one of these: names of the driver's errors, Kafka's codes or Node's. */
export function comesOf(error: unknown, ...words: readonly string[]): boolean {
  return wordsIn(error).some((word) => words.includes(word));
}

/** The alert with which the other side ended a TLS handshake for want of a certificate that it trusts. */
export function isUntrusted(error: unknown): boolean {
  return wordsIn(error).some((word) => /^ERR_SSL_.*ALERT.*(CERTIFICATE|UNKNOWN_CA)/.test(word));
}

export function isUnknownTopic(error: unknown): boolean {
  return comesOf(error, 'UNKNOWN_TOPIC_OR_PARTITION');
}

export function isDeniedTopic(error: unknown): boolean {
  return comesOf(error, 'TOPIC_AUTHORIZATION_FAILED');
}

/** Who may not even look a group up is told by the driver that nobody has it. */
export function isDeniedGroup(error: unknown): boolean {
  return comesOf(error, 'GROUP_AUTHORIZATION_FAILED', 'KafkaJSGroupCoordinatorNotFound');
}
