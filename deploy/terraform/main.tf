# A VPC in three zones, an EKS cluster in it, and Flux in the cluster. Flux does the rest.

provider "aws" {
  region = var.region

  default_tags {
    tags = { project = var.name }
  }
}

data "aws_availability_zones" "regular" {
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  zones = slice(data.aws_availability_zones.regular.names, 0, 3)
}

module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 6.0"

  name            = var.name
  cidr            = var.vpc_cidr
  azs             = local.zones
  private_subnets = [for index, _ in local.zones : cidrsubnet(var.vpc_cidr, 4, index)]
  public_subnets  = [for index, _ in local.zones : cidrsubnet(var.vpc_cidr, 8, index + 48)]

  # One is enough: only image pulls and Flux use it, as the service makes no calls.
  enable_nat_gateway = true
  single_nat_gateway = true

  # EKS creates load balancers in these.
  public_subnet_tags  = { "kubernetes.io/role/elb" = 1 }
  private_subnet_tags = { "kubernetes.io/role/internal-elb" = 1 }
}

module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 21.0"

  name               = var.name
  kubernetes_version = var.kubernetes_version
  vpc_id             = module.vpc.vpc_id
  subnet_ids         = module.vpc.private_subnets

  # Auto Mode: nodes come and go with the pods, and AWS keeps them patched.
  compute_config = {
    enabled    = true
    node_pools = ["general-purpose"]
  }
  addons = { metrics-server = {} } # the pod autoscaler reads it

  endpoint_private_access      = true
  endpoint_public_access       = length(var.api_allowed_cidrs) > 0
  endpoint_public_access_cidrs = var.api_allowed_cidrs
  enabled_log_types            = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
  encryption_config            = { resources = ["secrets"] } # with a key that the module creates

  # Whoever applies this is the administrator; viewers may read the two namespaces. Pods have no access
  # to AWS, so there are no roles for service accounts and no Pod Identities.
  enable_irsa                              = false
  enable_cluster_creator_admin_permissions = true
  access_entries = {
    for arn in var.viewer_role_arns : arn => {
      principal_arn = arn
      policy_associations = {
        view = {
          policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
          access_scope = {
            type       = "namespace"
            namespaces = ["two-list-sum-staging", "two-list-sum-production"]
          }
        }
      }
    }
  }
}

provider "flux" {
  kubernetes = {
    host                   = module.eks.cluster_endpoint
    cluster_ca_certificate = base64decode(module.eks.cluster_certificate_authority_data)
    exec = {
      api_version = "client.authentication.k8s.io/v1beta1"
      command     = "aws"
      args        = ["eks", "get-token", "--region", var.region, "--cluster-name", module.eks.cluster_name]
    }
  }
  git = {
    url    = "ssh://git@github.com/${var.github_owner}/${var.github_repository}"
    branch = "main"
    ssh = {
      username    = "git"
      private_key = var.flux_private_key
    }
  }
}

# Commits Flux's own manifests to deploy/flux/flux-system and starts it on deploy/flux.
resource "flux_bootstrap_git" "this" {
  path               = "deploy/flux"
  embedded_manifests = true
  components         = ["source-controller", "kustomize-controller", "notification-controller"]
  components_extra   = ["image-reflector-controller", "image-automation-controller"]

  depends_on = [module.eks]
}
