package energy.peerwatt.orderbook.book;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once Kafka has told us which books are ours, and as long as each fits its log. */
@Readiness
@ApplicationScoped
class BooksHealth implements HealthCheck {
    private final Ownership ownership;

    BooksHealth(Ownership ownership) {
        this.ownership = ownership;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("books")
                .status(ownership.isAnswered() && ownership.lostLogs().isEmpty())
                .withData("markets", ownership.markets().size())
                .withData("partitionsWithoutTheirLog", ownership.lostLogs().toString())
                .build();
    }
}
