package energy.peerwatt.metergateway.commission.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.probe.domain.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step brought to light, as far as later steps and the report build on it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fact.Opened.class, name = "OPENED"),
    @JsonSubTypes.Type(value = Fact.Scanned.class, name = "SCANNED"),
    @JsonSubTypes.Type(value = Fact.Identified.class, name = "IDENTIFIED"),
    @JsonSubTypes.Type(value = Fact.Configured.class, name = "CONFIG_CHECKED"),
    @JsonSubTypes.Type(value = Fact.Measured.class, name = "MEASURED"),
    @JsonSubTypes.Type(value = Fact.Directed.class, name = "DIRECTION_PROVEN"),
    @JsonSubTypes.Type(value = Fact.Bound.class, name = "BOUND"),
    @JsonSubTypes.Type(value = Fact.Sealed.class, name = "SEALED"),
    @JsonSubTypes.Type(value = Fact.Registered.class, name = "REGISTERED"),
    @JsonSubTypes.Type(value = Fact.Activated.class, name = "ACTIVATED"),
    @JsonSubTypes.Type(value = Fact.Suspended.class, name = "SUSPENDED"),
    @JsonSubTypes.Type(value = Fact.Resumed.class, name = "RESUMED"),
    @JsonSubTypes.Type(value = Fact.ReplacementBegun.class, name = "REPLACEMENT_BEGUN"),
    @JsonSubTypes.Type(value = Fact.Retired.class, name = "RETIRED")
})
public sealed interface Fact {

    /** @param role what the device is to measure; null in journals of before that was asked, and means GRID there */
    record Opened(
            Target target,
            @JsonInclude(JsonInclude.Include.NON_NULL) Binding.@Nullable Role role) implements Fact {}

    /**
     * @param findings without the units that were silent
     * @param url the way to a serial line whose settings had to be looked for; null where it was as said
     */
    record Scanned(
            List<Finding> findings, int silent, @Nullable String url) implements Fact {
        public Scanned {
            findings = List.copyOf(findings);
        }
    }

    /** Also of an attempt that failed: what was found is what the installer needs to see. */
    record Identified(DeviceIdentity device) implements Fact {}

    record Configured(int requirements) implements Fact {}

    /** @param to market time, as is from */
    record Measured(Instant from, Instant to, int snapshots) implements Fact {}

    /** @param inversion why the meter is read the other way round from here on; null where it is not */
    record Directed(
            DirectionTest.Kind kind, String found, @Nullable String inversion) implements Fact {}

    record Bound(Binding binding, Hash32 hash) implements Fact {}

    /**
     * The binding, signed by both.
     *
     * @param gatewaySignature r | s in 128 hexadecimal digits, over SHA-256 of the statement, as is the installer's
     */
    record Sealed(
            Hash32 statement,
            Hash32 gatewayKeyX,
            Hash32 gatewayKeyY,
            String gatewaySignature,
            Hash32 installerKeyX,
            Hash32 installerKeyY,
            String installerSignature)
            implements Fact {}

    /** @param registration null where the registry has none */
    record Registered(@Nullable Registration registration) implements Fact {}

    /**
     * @param home the grid meter in whose home an inverter or a battery is read; null for a grid meter itself, and in
     *     journals of before inverters were read
     */
    record Activated(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            MeterId home) implements Fact {}

    /** @param last as of an exchange; null also in journals of before it was read */
    record Suspended(String reason, @Nullable Counters last) implements Fact {}

    /** @param home as of an activation */
    record Resumed(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            MeterId home) implements Fact {}

    /** @param last what the old device's counters said at the end, null if it no longer answered */
    record ReplacementBegun(String reason, @Nullable Counters last) implements Fact {}

    /** @param last as of an exchange */
    record Retired(String reason, @Nullable Counters last) implements Fact {}
}
