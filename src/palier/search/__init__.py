"""Finding rows by the words of their texts: one index for all, fed in the transaction of each write.

The index says which rows hold words; the access rule alone says which of them a reader gets (ADR 0016).
"""
