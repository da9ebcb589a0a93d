"""The steps by which the program is packed; ``build.py`` puts them in order."""
