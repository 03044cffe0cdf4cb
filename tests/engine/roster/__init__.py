"""Tests of reading class lists."""
