"""Kilter in a browser: a Django project of thin views over the services; its apps meet at their ``api.py`` only."""
