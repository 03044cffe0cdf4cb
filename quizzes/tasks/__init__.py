"""Work after the request: kinds of jobs, the schedule, and the worker that does both."""
