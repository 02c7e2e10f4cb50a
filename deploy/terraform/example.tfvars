# Copy to terraform.tfvars. The deploy key is not written to a file: export TF_VAR_flux_private_key.

github_owner      = "OWNER"
api_allowed_cidrs = ["203.0.113.7/32"] # of you and your CI
