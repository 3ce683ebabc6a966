"""What follows a meeting: what is said to the population, the remarks of those who attended."""
