package energy.peerwatt.orderbook.automation;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.evidence.Sha256Tree;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.orderbook.market.domain.MarketYears;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes the registers of sealed readings. That the readings are those under the seal is checked here; the signature is
 * checked by settlement, and money rests on settlement alone. An event that cannot be read goes to the dead-letter topic by
 * the channel's failure strategy; the next one is taken all the same.
 */
@ApplicationScoped
class ReadingsConsumer {
    private static final Logger LOG = Logger.getLogger(ReadingsConsumer.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final MeterRegisters registers;
    private final Vertx vertx;

    ReadingsConsumer(MeterRegisters registers, Vertx vertx) {
        this.registers = registers;
        this.vertx = vertx;
    }

    @Incoming("readings-in")
    Uni<Void> take(byte[] event) {
        ReadingsSealed sealed = read(event);
        Seal seal = sealed.decodedSeal();
        List<IntervalReading> readings = sealed.decodedReadings();
        List<byte[]> leaves =
                sealed.readings().stream().map(Base64.getDecoder()::decode).toList();
        if (seal.count() != leaves.size() || !Sha256Tree.root(leaves).equals(seal.root())) {
            throw new IllegalArgumentException("the readings are not those under the seal of " + seal.boundary());
        }
        readings.forEach(reading -> MarketYears.require(reading.boundary(), "boundary"));
        return put(seal.gateway(), readings);
    }

    /** Only an unreadable event may become a dead letter; while the database is away this one has to wait. */
    private Uni<Void> put(GatewayId gateway, List<IntervalReading> readings) {
        return registers.put(gateway, readings).onFailure().recoverWithUni(failure -> {
            LOG.warnf(failure, "readings of gateway %s cannot be stored, trying again", gateway);
            return pause().chain(() -> put(gateway, readings));
        });
    }

    /** On the event's own Vert.x context, to which database sessions are bound. */
    private Uni<Void> pause() {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(PAUSE_MILLIS, timer -> emitter.complete(null)));
    }

    private static ReadingsSealed read(byte[] event) {
        try {
            ReadingsSealed sealed = Json.mapper().readValue(event, ReadingsSealed.class);
            if (sealed == null) {
                throw new IllegalArgumentException("the event is null");
            }
            return sealed;
        } catch (IOException e) {
            throw new IllegalArgumentException("sealed readings cannot be read: " + e.getMessage(), e);
        }
    }
}
