"""What ties problems to one another, and to the groups that lead them: links, split, merge, hand-over."""
