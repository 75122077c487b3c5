"""RabbitMQ has a disk alarm: it blocks who publishes, tells them so, and goes on when the alarm is over."""
