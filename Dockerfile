# One image for the web server, the worker and the beat; deploy/entrypoint.sh knows the difference.
FROM python:3.13-slim-bookworm AS packages
WORKDIR /srv/portal
ENV UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
RUN pip install --no-cache-dir uv==0.13.9
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-cache

FROM python:3.13-slim-bookworm
# The libraries that WeasyPrint draws text with; Debian's own security updates come with each build.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/portal --shell /usr/sbin/nologin portal
WORKDIR /srv/portal
COPY --from=packages /srv/portal/.venv .venv
COPY . .
ENV PATH=/srv/portal/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_CACHE_HOME=/tmp \
    PORTAL_MODE=production \
    PORTAL_VAR=/srv/portal/var \
    STATIC_ROOT=/srv/portal/static-root
# The settings below are for these two commands only: collecting files opens no connection.
RUN pybabel --quiet compile -d locale -D django \
    && SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
        ALLOWED_HOSTS=build DATABASE_URL=postgres://build/build REDIS_URL=redis://build/0 \
        EMAIL_URL=smtp+tls://build:587 DEFAULT_FROM_EMAIL=build@example.org \
        python manage.py collectstatic --noinput --verbosity 0 \
    && mkdir -p var \
    && chown portal:portal var
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=40s --retries=3 CMD ["python", "deploy/healthy.py"]
ENTRYPOINT ["deploy/entrypoint.sh"]
CMD ["web"]
