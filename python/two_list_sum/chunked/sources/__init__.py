"""What columns are read from: files and arrays. Each has a class that tasks get a copy of."""
