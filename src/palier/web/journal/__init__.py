"""The screens of the record: audit, consultations, retention, integrity, and the history of an object."""
