from setuptools import setup

setup(name="coded-pkg", version=open("VERSION").read())
