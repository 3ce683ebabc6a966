"""Large exports: asked for on screen, made by the worker, downloaded for a day by the one who asked."""
