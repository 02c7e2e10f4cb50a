# What this was written for, and where the state is kept.

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

  # The bucket is named when the directory is initialised: see backend.example.hcl.
  backend "s3" {}
}
