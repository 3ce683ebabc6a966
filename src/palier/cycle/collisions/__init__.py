"""What others plan where an operation is planned: told to those named on its drawer, and to nobody else."""
