"""Tests of giving and changing assignments."""
