import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")
print(sys.argv)
