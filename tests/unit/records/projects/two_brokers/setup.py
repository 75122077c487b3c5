from setuptools import setup

setup(name="jobs", install_requires=["celery", "django"])
