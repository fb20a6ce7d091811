"""Requests and answers: every look and every call goes through here."""
