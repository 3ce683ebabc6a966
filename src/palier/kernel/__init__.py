"""Ground floor: clock, identifiers, typed errors, events. No table, no HTTP."""
