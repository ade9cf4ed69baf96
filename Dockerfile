# The bot as an image: it runs without root, and writes nothing but what it keeps, in /klassen/data.
#     docker build -t klassen-bot .        (compose.yaml does this, and starts it)
FROM python:3.11-slim AS built
WORKDIR /source
COPY pyproject.toml setup.py constraints.txt README.md ./
COPY bot bot
COPY cogs cogs
COPY data/programmes data/programmes
COPY data/themes data/themes
COPY data/locales data/locales
COPY data/rehearsal data/rehearsal
# PDFs need typst, 80 MB: leave it out with --build-arg EXTRAS=
ARG EXTRAS=printing
RUN python -m venv /opt/klassen \
    && /opt/klassen/bin/pip install --no-cache-dir --constraint constraints.txt ".${EXTRAS:+[$EXTRAS]}"

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
