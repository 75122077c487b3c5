# The app in a container. The brokers run beside it: see compose.yaml.
ARG PYTHON_IMAGE=python:3.13-slim

FROM ${PYTHON_IMAGE} AS libraries
COPY requirements.txt /
RUN python -m venv /libraries \
 && /libraries/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check \
      --require-hashes --no-deps --only-binary :all: --requirement /requirements.txt \
 && /libraries/bin/python -m pip uninstall --quiet --yes pip

FROM ${PYTHON_IMAGE}
RUN groupadd --system --gid 10001 queuewise \
 && useradd --system --uid 10001 --gid queuewise --no-create-home --home-dir /tmp queuewise
COPY --from=libraries /libraries /libraries
COPY . /queuewise
ENV PATH=/libraries/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER queuewise
WORKDIR /queuewise
EXPOSE 8501
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/healthz', timeout=2)"]
# The address that is printed and trusted is the one that compose.yaml publishes.
CMD ["streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501", "--browser.serverAddress=localhost"]
