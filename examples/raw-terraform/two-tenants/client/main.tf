variable "name" {
  type = string
}

variable "role_id" {
  type = string
}

variable "division_id" {
  type    = string
  default = "*"
}

variable "lifetime" {
  type = number
}

resource "genesyscloud_oauth_client" "this" {
  name                          = "etl-${var.name}"
  authorized_grant_type         = "CLIENT-CREDENTIALS"
  access_token_validity_seconds = var.lifetime

  roles {
    role_id     = var.role_id
    division_id = var.division_id
  }
}
