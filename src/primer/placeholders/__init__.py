"""The files of an honest placeholder; pure: a package in, texts out."""
