package energy.peerwatt.appbackend.live;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.GridEventChanged;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.SlotCleared;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.event.TradesMatched;
import energy.peerwatt.messages.event.ZoneDefined;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * Fills the live picture. Every instance hears everything in a group of its own; a record that cannot be read fails its
 * own message, which sends it to the dead-letter topic with the reason while the next one is read.
 */
@ApplicationScoped
class LiveIntake {
    private final LiveFeed feed;

    LiveIntake(LiveFeed feed) {
        this.feed = feed;
    }

    @Incoming("telemetry-in")
    void telemetry(ConsumerRecord<String, byte[]> record) {
        take(record);
    }

    @Incoming("slots-in")
    void slots(ConsumerRecord<String, byte[]> record) {
        take(record);
    }

    @Incoming("balances-in")
    void balances(ConsumerRecord<String, byte[]> record) {
        take(record);
    }

    @Incoming("zones-in")
    void zones(ConsumerRecord<String, byte[]> record) {
        take(record);
    }

    @Incoming("calls-in")
    void calls(ConsumerRecord<String, byte[]> record) {
        take(record);
    }

    @Incoming("dispatches-in")
    void dispatches(ConsumerRecord<String, byte[]> record) {
        take(record);
    }

    @Incoming("responses-in")
    void responses(ConsumerRecord<String, byte[]> record) {
        take(record);
    }

    @Incoming("members-in")
    void members(ConsumerRecord<String, byte[]> record) {
        take(record);
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        Class<?> form = EventTypes.RECORDS.get(type(record));
        // A type that this version does not know is a newer producer's business.
        if (form == null) {
            return;
        }
        switch (read(record, form)) {
            case TelemetryReported event -> feed.apply(null, picture -> picture.telemetry(event));
            case SlotCleared event -> feed.apply(event.community(), picture -> picture.cleared(event));
            case TradesMatched event -> feed.apply(event.community(), picture -> picture.matched(event));
            case BalancesChanged event -> feed.apply(event.community(), picture -> picture.balances(event));
            case ZoneDefined event -> feed.apply(event.community(), picture -> picture.zone(event));
            case GridEventChanged event -> feed.apply(event.community(), picture -> picture.call(event));
            case DispatchReported event -> feed.dispatch(event);
            case ResponseVerified event -> feed.apply(event.community(), picture -> picture.response(event));
            case MemberDefined event -> feed.apply(event.community(), picture -> picture.member(event));
            // Other events are not part of this picture, whatever topic they came by.
            case Object _ -> {}
        }
    }

    private static String type(ConsumerRecord<String, byte[]> record) {
        Header header = record.headers().lastHeader("ce_type");
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("header ce_type is needed");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Object read(ConsumerRecord<String, byte[]> record, Class<?> form) {
        byte @Nullable [] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("the value is missing");
        }
        try {
            Object event = Json.mapper().readValue(value, form);
            if (event == null) {
                throw new IllegalArgumentException(form.getSimpleName() + " is null");
            }
            return event;
        } catch (IOException e) {
            throw new IllegalArgumentException(form.getSimpleName() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
