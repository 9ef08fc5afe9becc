package energy.peerwatt.metergateway.link.domain;

/** Who counts what happens on a link. */
public interface LinkObserver {
    void exchanged(Endpoint endpoint, Exchange exchange);

    void opened(Endpoint endpoint);

    /** For where nobody counts. */
    LinkObserver NONE = new LinkObserver() {
        @Override
        public void exchanged(Endpoint endpoint, Exchange exchange) {}

        @Override
        public void opened(Endpoint endpoint) {}
    };
}
