# The settings. Only the first three are required.

variable "github_owner" {
  description = "GitHub account that owns the repository and its container images."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+$", var.github_owner)) && var.github_owner != "OWNER"
    error_message = "Replace OWNER with your GitHub account."
  }
}

variable "flux_private_key" {
  description = "Private key, in PEM, of a deploy key with write access to the repository. Passed on to the cluster; stored in neither the plan nor the state."
  type        = string
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = strcontains(var.flux_private_key, "PRIVATE KEY")
    error_message = "The key must be a private key in PEM, as ssh-keygen writes it."
  }
}

variable "api_allowed_cidrs" {
  description = "CIDR blocks that may call the Kubernetes API from the internet, including where Terraform runs. An empty list limits it to the VPC."
  type        = list(string)

  validation {
    condition     = alltrue([for cidr in var.api_allowed_cidrs : can(cidrhost(cidr, 0)) && !endswith(cidr, "/0")])
    error_message = "Each must be a CIDR block, such as 203.0.113.7/32, and not the whole internet."
  }
}

variable "github_repository" {
  description = "Name of the repository."
  type        = string
  default     = "two-list-sum"
}

variable "name" {
  description = "Name of the cluster and its VPC."
  type        = string
  default     = "two-list-sum"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,37}$", var.name))
    error_message = "The name must be of at most 38 small letters, digits and hyphens, a letter first."
  }
}

variable "region" {
  description = "AWS region."
  type        = string
  default     = "eu-west-1"
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes, one that EKS has in standard support."
  type        = string
  default     = "1.36"

  validation {
    condition     = can(regex("^1\\.[0-9]+$", var.kubernetes_version))
    error_message = "The version must be a minor one, such as 1.36."
  }
}

variable "vpc_cidr" {
  description = "CIDR block of the VPC, for nodes and pods."
  type        = string
  default     = "10.0.0.0/16"

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0)) && endswith(var.vpc_cidr, "/16")
    error_message = "The addresses must be a CIDR block of /16, such as 10.0.0.0/16."
  }
}

variable "viewer_role_arns" {
  description = "IAM roles with read-only access to the service's objects."
  type        = set(string)
  default     = []
}
