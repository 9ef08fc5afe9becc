package energy.peerwatt.settlement.chain;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while ledger and chain differ; a chain that cannot be reached is said, but stops nothing. */
@Readiness
@ApplicationScoped
class ReconciliationCheck implements HealthCheck {
    private final Reconciliation reconciliation;
    private final ChainConnection connection;

    ReconciliationCheck(Reconciliation reconciliation, ChainConnection connection) {
        this.reconciliation = reconciliation;
        this.connection = connection;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("ledger and chain")
                .status(reconciliation.allowsCommits())
                .withData("chain", connection.state())
                .withData(
                        "differences",
                        reconciliation
                                .last()
                                .map(result -> String.join("; ", result.differences()))
                                .orElse("not compared yet"))
                .build();
    }
}
