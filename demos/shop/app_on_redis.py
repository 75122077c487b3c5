"""The application on Redis, for workers; run as a program, it places some orders. The argument says how many."""

import os
import sys

from .celery_redis import QUEUE, kitchen
from .reporting import begin_to_tell
from .steps import some_orders
from .tasks import place

begin_to_tell(queue=QUEUE, taken="accepted")
app = kitchen(os.environ["REDIS_URL"], prefix=os.environ.get("REDIS_PREFIX", ""))

if __name__ == "__main__":
    for order in some_orders(int(sys.argv[1])):
        place(app, order)
