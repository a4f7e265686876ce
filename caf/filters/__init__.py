"""What the lists can be narrowed by, a module for each subject of the room."""
