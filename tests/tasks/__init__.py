"""Tests of jobs, the schedule and the worker."""
