"""Background work: the worker that runs it, the planner that starts what is due, the reaper that saves what was lost.

Tasks are those of django-tasks, kept in the database and enqueued in the transaction of what they follow.
"""
