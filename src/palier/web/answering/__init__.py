"""What is asked with each answer to an action, by who has an account as by who follows a link."""
