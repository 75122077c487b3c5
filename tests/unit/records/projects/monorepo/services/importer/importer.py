from celery import Celery, chord

app = Celery("importer")
app.conf.task_ignore_result = False


@app.task
def part(number):
    return number


@app.task
def total(numbers):
    return sum(numbers)


def everything():
    chord(part.s(n) for n in range(100))(total.s()).get()
