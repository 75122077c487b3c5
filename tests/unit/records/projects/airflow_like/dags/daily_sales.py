from datetime import datetime, timedelta

from airflow.sdk import DAG, task

with DAG("daily_sales", schedule="@daily", start_date=datetime(2026, 1, 1), default_args={"retries": 2}):

    @task(retry_delay=timedelta(minutes=5), retry_exponential_backoff=True)
    def extract():
        return [1, 2, 3]

    @task
    def load(rows):
        print(len(rows))

    load(extract())
