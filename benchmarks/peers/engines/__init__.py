"""What is measured: this package's functions, and the peers that answer the same question."""
