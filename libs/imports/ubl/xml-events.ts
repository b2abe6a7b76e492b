import { StringDecoder } from 'node:string_decoder';
import { decoded, type Encoded } from '../decoded.js';
import { ImportError } from '../import-error.js';
import type { XmlEvent } from './xml-event.js';
import { XmlReader } from './xml-reader.js';
import { XmlFault } from './xml-tag.js';

/**
 * Reads XML as it comes. A document type is refused: so there is no entity but the five of XML itself, nothing that grows, and nothing that
 * is fetched. @throws ImportError for what is not well-formed, or would do harm
 */
export async function* xmlEvents(text: Encoded): AsyncGenerator<XmlEvent> {
  const reader = new XmlReader();
  const characters = new StringDecoder('utf8');
  let isFirst = true;
  try {
    for await (const chunk of decoded(text)) {
      const part = characters.write(chunk);
      yield* reader.read(isFirst ? part.replace(/^\ufeff/, '') : part);
      isFirst = false;
    }
    reader.end();
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    const line = String(reader.line);
    throw new ImportError(`${text.name}, line ${line}: it ${error.message}; nothing of the file was recorded`);
  }
}
