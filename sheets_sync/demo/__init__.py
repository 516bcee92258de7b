"""The campaign of phường Phùng Chí Kiên with its units and what they really type, on the local Google."""
