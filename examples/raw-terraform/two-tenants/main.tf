# Two tenants by one list and one local module. Everything is decided by these files, so all of it is evaluated.

locals {
  tenants = {
    acme   = { lifetime = 3600 }
    globex = { lifetime = 14400 }
  }
}

resource "genesyscloud_auth_division" "tenant" {
  for_each = local.tenants
  name     = "d-${each.key}"
}

resource "genesyscloud_auth_role" "etl_reader" {
  name = "etl-reader"

  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}

module "client" {
  for_each    = local.tenants
  source      = "./client"
  name        = each.key
  role_id     = genesyscloud_auth_role.etl_reader.id
  division_id = genesyscloud_auth_division.tenant[each.key].id
  lifetime    = each.value.lifetime
}
