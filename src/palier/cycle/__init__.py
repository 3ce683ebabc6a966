"""The domain, one package per step, in order: report > problem > action > meeting > evaluation > review."""
