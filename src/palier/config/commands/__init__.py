"""The commands of `palier`: thin shells over services, one module each.

A command is a module named after it, with `HELP` (one French sentence), `add_arguments(parser)` and
`run(options) -> int` (its exit code, see `palier.config.cli`). A trailing underscore is dropped from the name
(`import_.py` is `palier import`), other underscores read as hyphens. Modules starting with an underscore are not
commands.
"""
