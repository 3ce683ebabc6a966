"""What leaves on paper: minutes, yearly count. Content as plain data, layout as templates; no HTTP."""
