"""Who: accounts, organisations, contacts, groups (GPO), charter. Builds the Actor that access reads by."""
