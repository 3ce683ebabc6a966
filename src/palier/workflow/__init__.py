"""The state-machine engine: a lifecycle is data, `advance()` is the only door. It knows no step of the cycle."""
