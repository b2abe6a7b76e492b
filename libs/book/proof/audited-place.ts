import { openAuditedDeployment, type DeployedLog } from './audited-deployment.js';
import { openAuditedFolder } from './audited-folder.js';
import type { AuditedLog } from './audited-log.js';

/** Where a log is with its tree: in a data folder, or in the stores of a deployment. Can be handed to a thread. */
export type AuditedPlace = { readonly folder: string } | DeployedLog;

/** @throws Error where there is none that can be read */
export function openAudited(at: AuditedPlace): Promise<AuditedLog> {
  return 'folder' in at ? openAuditedFolder(at.folder) : openAuditedDeployment(at);
}
