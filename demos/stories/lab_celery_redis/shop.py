"""The shop, a process of its own: it hands over a steady stream of orders, whatever happens to the broker.

python -m demos.stories.lab_celery_redis.shop ORDERS SEED MILLISECONDS
"""

import sys

from demos.events import What
from demos.lab.on_celery import sell_with
from demos.stories.lab_celery_redis.kitchen import kitchen_of_this_process

TAKEN = What.ACCEPTED

if __name__ == "__main__":
    sell_with(kitchen_of_this_process(), *sys.argv[1:], taken=TAKEN)
