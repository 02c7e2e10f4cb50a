"""The engines that are measured: the functions of this package, and the alternatives."""
