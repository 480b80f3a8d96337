"""The command line: an interface that scripts and checks rely on; documented in docs/command-line.md."""
