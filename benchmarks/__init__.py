"""Measurements of the package: by itself, beside its peers, and as a service."""
