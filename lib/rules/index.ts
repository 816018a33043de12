import type { Rule } from '../proof/rule';
import { allDivisions } from './all-divisions';
import { crossTenantState } from './cross-tenant-state';
import { deputyPermission } from './deputy-permission';
import { driftedGrant } from './drifted-grant';
import { duplicateDivision } from './duplicate-division';
import { escalatingPermission } from './escalating-permission';
import { foreignDivision } from './foreign-division';
import { foreignPlacement } from './foreign-placement';
import { grantType } from './grant-type';
import { homeDivision } from './home-division';
import { ignoredChanges } from './ignored-changes';
import { incompletePlan } from './incomplete-plan';
import { missingClient } from './missing-client';
import { missingGrant } from './missing-grant';
import { nothingExamined } from './nothing-examined';
import { orgWidePermission } from './org-wide-permission';
import { planMismatch } from './plan-mismatch';
import { roleMismatch } from './role-mismatch';
import { scopeCeiling } from './scope-ceiling';
import { secretExposure } from './secret-exposure';
import { strayTerraform } from './stray-terraform';
import { tokenLifetime } from './token-lifetime';
import { undeclaredAdoption } from './undeclared-adoption';
import { undeclaredClient } from './undeclared-client';
import { undeclaredGrant } from './undeclared-grant';
import { unknownPermission } from './unknown-permission';
import { unknownScope } from './unknown-scope';
import { unmodelledAuthority } from './unmodelled-authority';
import { unownedDivision } from './unowned-division';
import { unprovenDivision } from './unproven-division';
import { unprovenRole } from './unproven-role';
import { unverifiedPermission } from './unverified-permission';
import { expiredWaiver, invalidWaiver, unusedWaiver } from './waivers';
import { wildcardPermission } from './wildcard-permission';
import { wrongOrg } from './wrong-org';

/** Every rule, in the order of the reference. */
export const allRules: readonly Rule[] = [
  foreignDivision,
  allDivisions,
  homeDivision,
  unownedDivision,
  unprovenDivision,
  unprovenRole,
  undeclaredGrant,
  missingGrant,
  undeclaredClient,
  missingClient,
  roleMismatch,
  duplicateDivision,
  wildcardPermission,
  escalatingPermission,
  deputyPermission,
  orgWidePermission,
  unverifiedPermission,
  unknownPermission,
  scopeCeiling,
  unknownScope,
  grantType,
  tokenLifetime,
  secretExposure,
  unmodelledAuthority,
  foreignPlacement,
  strayTerraform,
  crossTenantState,
  wrongOrg,
  ignoredChanges,
  undeclaredAdoption,
  planMismatch,
  incompletePlan,
  driftedGrant,
  expiredWaiver,
  unusedWaiver,
  invalidWaiver,
  nothingExamined,
];
