"""The search page: what the reader may see and that holds some words, by kind."""
