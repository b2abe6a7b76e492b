import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SUBJECT_READS } from '#subjects/tables.js';
import { withComponents } from './components.js';
import { completed } from './operations.js';
import { BY_KEY } from '../guard/needs.js';
import { describeParameters } from './query-parameters.js';
import { TAGS } from './tags.js';
import { READ_PARAMETERS } from '../read-parameters.js';
import { PROOF_PARAMETERS, ProofParameters } from '../proof.parameters.js';
import { IMPORT_PARAMETERS, ImportParameters } from '../imports.parameters.js';
import { RECONCILED_FILE_PARAMETERS, ReconciledFileParameters } from '../reconciliations.parameters.js';
import * as parameters from '../parameters.js';

const DESCRIPTION = `Facts go in, figures come out, as of any day, as known at any day. Money and quantities are decimal strings; a date in a
question is the whole day. A customer with an event that this release cannot decode stands as before it and has \`stale\` (since which position, of
which type, why); \`meta.stale\` of an answer is how many there are, absent where none is. What is not answered as asked is a problem (RFC 9457)
with a code to branch on; each operation names its codes, with their cause and cure.`;

/** `/openapi.json` and `/docs`, made from the routes, what reads their requests, the schemas of their answers and the examples. */
export function addDocs(app: NestFastifyApplication): void {
  for (const kind of Object.values(parameters)) describeParameters(kind);
  describeParameters(ImportParameters, IMPORT_PARAMETERS);
  describeParameters(ReconciledFileParameters, RECONCILED_FILE_PARAMETERS);
  describeParameters(ProofParameters, PROOF_PARAMETERS);
  for (const [name, kind] of READ_PARAMETERS) describeParameters(kind, SUBJECT_READS[name]?.parameters.properties);
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Tallybook API',
  });
}

function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Tallybook')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addServer('/', 'this server')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'A key of this book, where TALLY_AUTH=required' },
      BY_KEY,
    );
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory,
    autoTagControllers: false,
  });
  // What an operation does not say itself needs no key.
  return { ...withComponents(completed(document)), security: [] };
}

/** An operation is called as the method that answers it, which is called as what it does. Permanent: clients call it so. */
function operationIdFactory(_controller: string, method: string): string {
  return method.charAt(0).toLowerCase() + method.slice(1);
}
