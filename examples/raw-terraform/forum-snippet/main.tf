# As it circulates on forums: "one OAuth client per tenant, confined to its division".

variable "target_division_id" {
  type = string
}

resource "genesyscloud_oauth_client" "tenant_etl" {
  name        = "tenant-etl"
  division_id = var.target_division_id
  client_type = "confidential"
  scopes      = ["division:read", "user:read"]
}
