"""When a response is scored and what may be done meanwhile: one module per behavior."""
