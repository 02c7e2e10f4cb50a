# Copy to backend.hcl, then: terraform init -backend-config=backend.hcl
# The bucket must exist, and should be private, encrypted and versioned.

bucket       = "a-bucket-of-yours"
key          = "two-list-sum/terraform.tfstate"
region       = "eu-west-1"
encrypt      = true
use_lockfile = true
