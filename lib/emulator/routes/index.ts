import type { Route } from '../route';
import { analyticsRoutes } from './analytics';
import { clientRoutes } from './clients';
import { directoryRoutes } from './directory';
import { divisionRoutes } from './divisions';
import { grantRoutes } from './grants';
import { integrationRoutes } from './integrations';
import { organizationRoutes } from './organization';
import { queueRoutes } from './queues';
import { roleRoutes } from './roles';
import { subjectRoutes } from './subjects';
import { tokenRoutes } from './tokens';
import { usageRoutes } from './usage';

/** Every operation that the emulator answers. All others are answered 501. */
export const routes: readonly Route[] = [
  ...tokenRoutes,
  ...organizationRoutes,
  ...divisionRoutes,
  ...roleRoutes,
  ...subjectRoutes,
  ...grantRoutes,
  ...clientRoutes,
  ...usageRoutes,
  ...queueRoutes,
  ...directoryRoutes,
  ...analyticsRoutes,
  ...integrationRoutes,
];
