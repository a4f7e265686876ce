"""Writes that touch more than one row, a module for each subject of the room."""
