"""Step 0: the words of the trade (families, categories, answers), dated and editable, loaded from data files."""
