import type { RuleId } from '../../proof/rule-ids';
import { clientMessages } from './clients';
import { fileMessages } from './files';
import { grantMessages } from './grants';
import type { Messages } from './message';
import { planMessages } from './plans';
import { roleMessages } from './roles';
import { waiverMessages } from './waivers';

/** The one catalogue of prose: what happened, why it matters, how to fix it. */
export const messages: Messages<RuleId> = {
  ...grantMessages,
  ...clientMessages,
  ...roleMessages,
  ...fileMessages,
  ...waiverMessages,
  ...planMessages,
};
