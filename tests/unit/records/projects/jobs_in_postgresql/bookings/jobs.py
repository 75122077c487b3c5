from procrastinate import App, PsycopgConnector, RetryStrategy

app = App(connector=PsycopgConnector())


@app.task(queue="mail", retry=RetryStrategy(max_attempts=5, exponential_wait=2))
def confirm(booking):
    print(booking)


async def book(booking):
    await confirm.defer_async(booking=booking)
