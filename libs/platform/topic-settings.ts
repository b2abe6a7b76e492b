import type { KafkaConnection } from '#bus-kafka/connection.js';
import { readKafka } from './kafka-settings.js';
import { given, SettingsError, type Environment } from './setting-values.js';

/** Topics that others write to and read. */
export interface Topics {
  readonly kafka: KafkaConnection;
  /** Events of CloudEvents are taken from it. */
  readonly intake?: string;
  /** What is recorded is told there. */
  readonly events?: string;
}

const NAME = /^(?!\.{1,2}$)[\w.-]{1,249}$/;

/** The names it reads. */
export const TOPICS = ['TALLY_INTAKE_TOPIC', 'TALLY_EVENTS_TOPIC'] as const;

/** @throws SettingsError */
export function readTopics(env: Environment): Topics | undefined {
  const [intake, events] = TOPICS.map((name) => {
    const topic = given(env, name);
    if (topic !== undefined && !NAME.test(topic))
      throw new SettingsError(name, 'it must be the name of a topic: letters, digits, dots, hyphens and underscores');
    return topic;
  });
  if (intake === undefined && events === undefined) return undefined;
  if (intake === events)
    throw new SettingsError('TALLY_EVENTS_TOPIC', 'it must be another topic than TALLY_INTAKE_TOPIC');
  const kafka = readKafka(env);
  return { kafka, ...(intake !== undefined && { intake }), ...(events !== undefined && { events }) };
}
