# The required versions, and the backend of the state.

terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    flux = {
      source  = "fluxcd/flux"
      version = "~> 1.8"
    }
  }

  # `terraform init` sets the bucket: see backend.example.hcl.
  backend "s3" {}
}
