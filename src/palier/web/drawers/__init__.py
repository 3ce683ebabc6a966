"""Around the sealed drawer: who reads it, operations over, collisions. On screen only, for those named."""
