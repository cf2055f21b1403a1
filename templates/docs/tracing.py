from opentelemetry import metrics, propagate, trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from templates.runtime.hooks import AttemptEvent, ErrorEvent, RequestEvent, ResponseEvent

tracer, meter = trace.get_tracer(__name__), metrics.get_meter(__name__)
seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
histogram = meter.create_histogram(
    "http.client.request.duration", "s", explicit_bucket_boundaries_advisory=seconds
)


def attributes(event: AttemptEvent) -> dict[str, str | int]:
    return {
        "http.request.method": event.method,
        "server.address": event.server_address,
        "server.port": event.server_port,
        "url.template": event.path,
    }


def begin(event: RequestEvent) -> None:
    span = tracer.start_span(
        f"{event.method} {event.path}",
        kind=SpanKind.CLIENT,
        attributes={**attributes(event), "url.full": event.url + event.path},
    )
    if event.attempt > 1:
        span.set_attribute("http.request.resend_count", event.attempt - 1)
    propagate.inject(event.headers, trace.set_span_in_context(span))
    event.state["span"] = span


def end(event: ResponseEvent | ErrorEvent) -> None:
    what: dict[str, str | int] = {}
    span: Span = event.state["span"]
    if isinstance(event, ErrorEvent):
        what["error.type"] = type(event.error).__qualname__
    else:
        what["http.response.status_code"] = event.status_code
        if event.status_code >= 400:
            what["error.type"] = str(event.status_code)
    if "error.type" in what:
        span.set_status(Status(StatusCode.ERROR))
    span.set_attributes(what)
    span.end()
    histogram.record(event.duration, {**attributes(event), **what}, trace.set_span_in_context(span))
