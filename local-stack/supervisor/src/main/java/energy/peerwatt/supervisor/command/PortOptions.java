package energy.peerwatt.supervisor.command;

import energy.peerwatt.supervisor.ports.StackPorts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the parts listen. A single port that is given stays as it is; the offset moves the others. */
final class PortOptions {
    @Option(names = "--port-offset", paramLabel = "N", description = "add N to every port that is not given by itself")
    private int offset;

    @Option(names = "--postgres-port", paramLabel = "N", description = "PostgreSQL (15432)")
    private @Nullable Integer postgres;

    @Option(names = "--kafka-port", paramLabel = "N", description = "Kafka (19092)")
    private @Nullable Integer kafka;

    @Option(names = "--kafka-controller-port", paramLabel = "N", description = "Kafka's controller (19093)")
    private @Nullable Integer kafkaController;

    @Option(names = "--chain-port", paramLabel = "N", description = "the chain's RPC (18545)")
    private @Nullable Integer chain;

    @Option(names = "--keycloak-port", paramLabel = "N", description = "Keycloak (18080)")
    private @Nullable Integer keycloak;

    @Option(names = "--gateway-port", paramLabel = "N", description = "meter-gateway (18081)")
    private @Nullable Integer gateway;

    @Option(names = "--order-book-port", paramLabel = "N", description = "order-book (18082)")
    private @Nullable Integer orderBook;

    @Option(names = "--settlement-port", paramLabel = "N", description = "settlement (18083)")
    private @Nullable Integer settlement;

    @Option(names = "--grid-service-port", paramLabel = "N", description = "grid-service (18084)")
    private @Nullable Integer gridService;

    @Option(names = "--app-port", paramLabel = "N", description = "the web app (18085)")
    private @Nullable Integer appBackend;

    @Option(names = "--meter-ports", paramLabel = "N", description = "first meter (15020); first inverter at N + 100")
    private @Nullable Integer meters;

    StackPorts ports() {
        return new StackPorts(
                or(postgres, 15432),
                or(kafka, 19092),
                or(kafkaController, 19093),
                or(chain, 18545),
                or(keycloak, 18080),
                or(gateway, 18081),
                or(orderBook, 18082),
                or(settlement, 18083),
                or(gridService, 18084),
                or(appBackend, 18085),
                or(meters, 15020));
    }

    private int or(@Nullable Integer given, int usual) {
        return given == null ? usual + offset : given;
    }
}
