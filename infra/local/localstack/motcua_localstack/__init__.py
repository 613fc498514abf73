"""Host mode for LocalStack: what its open-source core does in Docker containers, done by plain processes."""
