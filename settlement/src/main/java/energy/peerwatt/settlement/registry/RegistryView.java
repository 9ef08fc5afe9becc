package energy.peerwatt.settlement.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.contracts.binding.DeviceRegistryContract;
import energy.peerwatt.contracts.binding.DeviceRegistryContract.GatewayRegistered;
import energy.peerwatt.contracts.binding.DeviceRegistryContract.KeyRotated;
import energy.peerwatt.contracts.binding.DeviceRegistryContract.MeterRegistered;
import energy.peerwatt.contracts.binding.DeviceRegistryContract.Status;
import energy.peerwatt.contracts.binding.DeviceRegistryContract.StatusChanged;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.settlement.registry.RegistryLogs.Said;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Registry entries in plain values. */
final class RegistryView {
    private RegistryView() {}

    /**
     * Where the registry is.
     *
     * @param nonce what the next message about the device has to carry, decimal
     */
    record Place(long chainId, DeviceRegistryContract contract, BigInteger nonce) {
        String address() {
            return contract.address().hex();
        }
    }

    /**
     * A gateway.
     *
     * @param status in blocks that count as final; NONE if it was never registered
     * @param host left out if it was never registered
     * @param keys oldest first; the last is the one that it seals with from its time on
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Gateway(
            long chainId,
            String registry,
            String nonce,
            GatewayId gatewayId,
            Status status,
            @Nullable String host,
            List<Key> keys) {
        static Gateway of(Place place, GatewayId gateway, List<Said> said) {
            return new Gateway(
                    place.chainId(),
                    place.address(),
                    place.nonce().toString(),
                    gateway,
                    newest(said),
                    said.stream()
                            .map(Said::event)
                            .filter(GatewayRegistered.class::isInstance)
                            .map(event -> ((GatewayRegistered) event).host().hex())
                            .findFirst()
                            .orElse(null),
                    said.stream().flatMap(Key::of).toList());
        }
    }

    /** @param validFrom of readings; the first key is valid for all before the second */
    record Key(Hash32 x, Hash32 y, Instant validFrom, Hash32 transactionHash, long blockNumber, boolean confirmed) {
        static Stream<Key> of(Said said) {
            return switch (said.event()) {
                case GatewayRegistered registered -> Stream.of(of(said, registered.key(), Instant.EPOCH));
                case KeyRotated rotated -> Stream.of(of(said, rotated.key(), rotated.validFrom()));
                case MeterRegistered _, StatusChanged _, DeviceRegistryContract.DeviceRetired _ -> Stream.empty();
            };
        }

        private static Key of(Said said, P256.Point key, Instant validFrom) {
            return new Key(key.x(), key.y(), validFrom, said.transaction(), said.block(), said.confirmed());
        }
    }

    /**
     * A meter.
     *
     * @param status in blocks that count as final; NONE if it was never registered
     * @param registration left out if it was never registered
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Meter(
            long chainId,
            String registry,
            String nonce,
            MeterId meterId,
            Status status,
            @Nullable Registration registration) {
        static Meter of(Place place, MeterId meter, List<Said> said) {
            return new Meter(
                    place.chainId(),
                    place.address(),
                    place.nonce().toString(),
                    meter,
                    newest(said),
                    said.stream()
                            .filter(one -> one.event() instanceof MeterRegistered)
                            .map(one -> Registration.of(one, (MeterRegistered) one.event()))
                            .findFirst()
                            .orElse(null));
        }
    }

    /**
     * How a meter was registered; the contract takes that only with the signatures of its gateway and of its owner.
     *
     * @param validFrom of readings
     * @param confirmed whether the block counts as final
     */
    record Registration(
            GatewayId gatewayId,
            String owner,
            Hash32 metaHash,
            Instant validFrom,
            Hash32 transactionHash,
            long blockNumber,
            boolean confirmed) {
        static Registration of(Said said, MeterRegistered meter) {
            return new Registration(
                    meter.gateway(),
                    meter.owner().hex(),
                    meter.metaHash(),
                    meter.validFrom(),
                    said.transaction(),
                    said.block(),
                    said.confirmed());
        }
    }

    /** As it is final: what is not deep enough in the chain may still go away. */
    private static Status newest(List<Said> said) {
        Status status = Status.NONE;
        for (Said one : said.stream().filter(Said::confirmed).toList()) {
            status = switch (one.event()) {
                case GatewayRegistered _, MeterRegistered _ -> Status.ACTIVE;
                case StatusChanged changed -> changed.status();
                case DeviceRegistryContract.DeviceRetired _ -> Status.RETIRED;
                case KeyRotated _ -> status;
            };
        }
        return status;
    }
}
