"""What happened: append-only, typed, chained. The timeline, the audit and the notifications all read it."""
