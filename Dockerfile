# The bot as an image: it runs without root, and writes nothing but what it keeps, in /klassen/data.
#     docker build -t klassen-bot .        (compose.yaml does this, and starts it)
FROM python:3.11-slim AS built
WORKDIR /source
COPY pyproject.toml setup.py README.md LICENSE ./
COPY deploy/requirements.txt deploy/requirements-printing.txt deploy/requirements-build.txt deploy/
COPY bot bot
COPY cogs cogs
COPY data/programmes data/programmes
COPY data/themes data/themes
COPY data/locales data/locales
COPY data/rehearsal data/rehearsal
# PDFs need typst, 80 MB: leave it out with --build-arg EXTRAS=
ARG EXTRAS=printing
# pip takes no file whose hash does not stand in these lists; of our own folder there is none to know.
RUN python -m venv /build \
    && /build/bin/pip install --no-cache-dir --require-hashes --requirement deploy/requirements-build.txt \
    && /build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /dist . \
    && python -m venv /opt/klassen \
    && /opt/klassen/bin/pip install --no-cache-dir --require-hashes --requirement deploy/requirements.txt \
        ${EXTRAS:+--requirement deploy/requirements-$EXTRAS.txt} \
    && /opt/klassen/bin/pip install --no-cache-dir --no-deps --no-index /dist/*.whl

FROM python:3.11-slim
COPY --from=built /opt/klassen /opt/klassen
RUN useradd --uid 10001 --no-create-home --home-dir /klassen --shell /usr/sbin/nologin klassen \
    && install --directory --owner=klassen --group=klassen --mode=700 /klassen/data
ENV PATH=/opt/klassen/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /klassen
VOLUME /klassen/data
USER 10001:10001
# Unhealthy is a bot that does not run or hangs (2); what a person should look at (1) no restart mends.
HEALTHCHECK --interval=2m --timeout=30s --start-period=2m CMD klassen-bot status >/dev/null 2>&1 || [ $? -eq 1 ]
ENTRYPOINT ["klassen-bot"]
CMD ["run"]
