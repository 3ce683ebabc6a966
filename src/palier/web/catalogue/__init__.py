"""The catalogue of components: each with its sample data, which the render tests and axe use as well."""
