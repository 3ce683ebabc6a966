"""Files of a report, a problem or an action: served by their row's rule, added, removed."""
