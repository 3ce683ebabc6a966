"""What the members write to one another about a problem or an action, each message with its own readers."""
