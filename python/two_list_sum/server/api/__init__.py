"""The HTTP API: its routes, operations, schemas, errors and OpenAPI document."""
