# What the next steps need.

output "cluster_name" {
  description = "Name of the cluster."
  value       = module.eks.cluster_name
}

output "kubeconfig_command" {
  description = "Command that configures kubectl and flux for the cluster."
  value       = "aws eks update-kubeconfig --region ${var.region} --name ${module.eks.cluster_name}"
}
