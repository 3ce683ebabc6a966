"""The base page, navigation, errors, the actor of a request."""
