"""The words of French that say nothing by themselves, folded: the one list of them, and what each use adds.

A word added to `_ALWAYS` changes the index (`palier reindex`) and what the shipped weights of the category suggestion
see (`python -m tools.category_model`): both are to be made anew.
"""

# Articles, pronouns, prepositions: empty wherever they stand.
_ALWAYS = (
    "a au aux avec c ca ce ces cet cette d dans de des du elle elles en est et il ils j je l la le les leur leurs "
    "m ma me mes mon n ne nos notre nous on ont ou par pas pour que qui s sa se ses son sont sur tu un une votre "
    "vous y"
)
# Of no help in a search, where « plus » or « sans » may be what is sought.
_SEARCHED = "ai etaient etait etre eu lui mais qu si t ta te tes ton vos"
# Of no help to tell a kind of trouble.
_TROUBLE = "ete plus sans sous tous tout toute toutes"

IN_A_SEARCH = frozenset(f"{_ALWAYS} {_SEARCHED}".split())
OF_A_TROUBLE = frozenset(f"{_ALWAYS} {_TROUBLE}".split())
