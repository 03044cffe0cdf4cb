"""Tests of the pages of class lists."""
