#!/bin/sh
# What a container of the portal does: web, worker, beat, prepare (migrations and the clause library),
# or any other command of manage.py.
set -eu

case "${1:-web}" in
    web)
        python manage.py check --deploy --fail-level WARNING
        exec granian --interface wsgi ipsg_portal.wsgi:application --host 0.0.0.0 --port 8000 --no-ws \
            --workers "${WEB_WORKERS:-2}" --blocking-threads "${WEB_THREADS:-4}" --respawn-failed-workers
        ;;
    worker)
        # A pool process that has grown beyond 300 MB is replaced after its job.
        exec celery -A ipsg_portal worker --loglevel INFO --concurrency "${WORKER_PROCESSES:-2}" \
            --max-memory-per-child 300000
        ;;
    beat)
        exec celery -A ipsg_portal beat --loglevel INFO --pidfile=
        ;;
    prepare)
        exec python manage.py prepare --no-demo
        ;;
    *)
        exec python manage.py "$@"
        ;;
esac
