"""Who may read a row and who may do what: the levels, the reader, the grants, the sealed rows.

One rule, one expression: a list, a page, a count and a document all read through `rows.SealedQuerySet.visible_to`.
"""
