import pika
import win32service
import win32serviceutil


class Labels(win32serviceutil.ServiceFramework):
    _svc_name_ = "labels"
    _svc_display_name_ = "Prints labels"

    def SvcDoRun(self):
        connection = pika.BlockingConnection(pika.URLParameters("amqp://labels@mq.internal/"))
        channel = connection.channel()
        channel.confirm_delivery()
        channel.queue_declare(
            "labels",
            durable=True,
            arguments={"x-queue-type": "quorum", "x-delivery-limit": 5, "x-dead-letter-exchange": "failed"},
        )

    def SvcStop(self):
        self.ReportServiceStatus(win32service.SERVICE_STOP_PENDING)
