# Copy to backend.hcl, then: terraform init -backend-config=backend.hcl
# The bucket should be private, encrypted and versioned, and has to be there already.

bucket       = "a-bucket-of-yours"
key          = "two-list-sum/terraform.tfstate"
region       = "eu-west-1"
encrypt      = true
use_lockfile = true
