"""Downloads: minutes of a meeting, yearly count. The level is checked here, the content is made below."""
