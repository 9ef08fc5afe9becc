package energy.peerwatt.supervisor.ports;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the stack listens, all on loopback.
 *
 * @param meters port of the first home's meter; the others follow, inverters are {@value #INVERTERS_ABOVE} above
 */
public record StackPorts(
        int postgres,
        int kafka,
        int kafkaController,
        int anvil,
        int keycloak,
        int gateway,
        int orderBook,
        int settlement,
        int gridService,
        int appBackend,
        int meters) {
    private static final int INVERTERS_ABOVE = 100;

    /** One port, what needs it, and the option that moves it. */
    public record Need(int port, String what, String option) {}

    /** Every port that {@code homes} homes and the servers need. */
    public List<Need> needs(int homes) {
        List<Need> needs = new ArrayList<>(List.of(
                new Need(postgres, "PostgreSQL", "--postgres-port"),
                new Need(kafka, "Kafka", "--kafka-port"),
                new Need(kafkaController, "Kafka's controller", "--kafka-controller-port"),
                new Need(anvil, "the chain", "--chain-port"),
                new Need(keycloak, "Keycloak", "--keycloak-port"),
                new Need(gateway, "meter-gateway", "--gateway-port"),
                new Need(orderBook, "order-book", "--order-book-port"),
                new Need(settlement, "settlement", "--settlement-port"),
                new Need(gridService, "grid-service", "--grid-service-port"),
                new Need(appBackend, "the web app", "--app-port")));
        for (int home = 0; home < homes; home++) {
            needs.add(new Need(meters + home, "the meter of home " + (home + 1), "--meter-ports"));
            needs.add(new Need(meters + INVERTERS_ABOVE + home, "the inverter of home " + (home + 1), "--meter-ports"));
        }
        return List.copyOf(needs);
    }
}
