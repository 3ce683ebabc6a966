"""Every write about partners, one module per subject, one function per verb."""
