"""WHY a cell was taken or refused: one tab of one unit becomes records and findings. Pure."""
