package energy.peerwatt.metergateway.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.DispatchRequested;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.metergateway.MeterGateway;
import energy.peerwatt.metergateway.control.DispatchDesk.DistrustedException;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Orders from Kafka, those with this gateway's key. A record is acknowledged when the journal has what became of it; one
 * that is no order, or not to be trusted, goes to the dead-letter topic.
 */
@ApplicationScoped
class DispatchConsumer {
    private static final Logger LOG = Logger.getLogger(DispatchConsumer.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final MeterGateway gateway;

    DispatchConsumer(MeterGateway gateway) {
        this.gateway = gateway;
    }

    @Incoming("dispatches-requested")
    @Blocking
    CompletionStage<Void> take(Message<byte[]> message) {
        try {
            while (!gateway.isRunning()) {
                Thread.sleep(AGAIN);
            }
            MeterGateway.Running running = gateway.running();
            IncomingKafkaRecordMetadata<?, ?> record =
                    message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
            if (running.devices().gateway().toString().equals(String.valueOf(record.getKey())) && isOrder(record)) {
                receive(running.controls().desk(), read(message.getPayload()));
            }
            return message.ack();
        } catch (InterruptedException e) {
            // The process ends; what was not acknowledged comes again at the next start.
            Thread.currentThread().interrupt();
            return new CompletableFuture<>();
        } catch (IllegalArgumentException | DistrustedException e) {
            LOG.warnf("an order is set aside: %s", e.getMessage());
            return message.nack(e);
        }
    }

    private static void receive(DispatchDesk desk, DispatchRequested request)
            throws InterruptedException, DistrustedException {
        while (true) {
            try {
                desk.receive(request);
                return;
            } catch (IOException e) {
                LOG.errorf(e, "an order could not be journalled; it is tried again");
                Thread.sleep(AGAIN);
            }
        }
    }

    /** A type that this version does not know is a newer producer's business. */
    private static boolean isOrder(IncomingKafkaRecordMetadata<?, ?> record) {
        Header type = record.getHeaders().lastHeader("ce_type");
        if (type == null) {
            throw new IllegalArgumentException("header ce_type is missing");
        }
        return new String(type.value(), StandardCharsets.UTF_8).equals(EventTypes.DISPATCH_REQUESTED);
    }

    private static DispatchRequested read(byte[] payload) {
        DispatchRequested request;
        try {
            request = Json.mapper().readValue(payload, DispatchRequested.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a dispatch request: " + e.getOriginalMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("not a dispatch request: " + e.getMessage(), e);
        }
        if (request == null) {
            throw new IllegalArgumentException("the event is null");
        }
        return request;
    }
}
