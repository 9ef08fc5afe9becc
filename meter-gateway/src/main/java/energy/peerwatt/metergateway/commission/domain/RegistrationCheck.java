package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the registry on chain has this gateway and exactly the binding that was signed. */
public final class RegistrationCheck {
    private static final String ACTIVE = "ACTIVE";

    private RegistrationCheck() {}

    /**
     * @param own key by which the gateway seals now
     * @param now market time
     * @param metaHash of the binding; after an exchange that of the metering point's first binding, for the registry takes
     *     a meter once
     */
    public static List<Check> checks(
            RegistryEntry entry, Binding binding, Hash32 metaHash, P256.Point own, Instant now) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of(
                entry.gatewayStatus().equals(ACTIVE),
                "registry.gateway",
                entry.gatewayStatus(),
                ACTIVE,
                "register the gateway first: registerGateway of " + entry.registry() + " on chain " + entry.chainId()
                        + " with the signatures of gateway (POST /v1/gateway/registration-signature) and host"));
        Optional<P256.Point> key = entry.keyAt(now);
        checks.add(Check.of(
                key.equals(Optional.of(own)),
                "registry.gateway.key",
                key.map(RegistrationCheck::text).orElse("none that is confirmed and valid"),
                text(own),
                "wait for confirmation; if it stays, seals are refused: rotate the registry's key to this one, or give the"
                        + " gateway the key of the registry back"));
        checks.add(Check.of(
                entry.meterStatus().equals(ACTIVE),
                "registry.meter",
                entry.meterStatus(),
                ACTIVE,
                todo(entry, binding, metaHash)));
        entry.meter().ifPresent(there -> checks.addAll(registered(entry, there, binding, metaHash, now)));
        return List.copyOf(checks);
    }

    private static String text(P256.Point key) {
        return "keyX " + key.x() + ", keyY " + key.y();
    }

    private static String todo(RegistryEntry entry, Binding binding, Hash32 metaHash) {
        if (entry.meter().isPresent() && !entry.confirmed()) {
            return "wait for a few blocks and ask again";
        }
        return entry.meter().isPresent()
                ? "the registry has taken it out of service: reinstate it there, or begin a new metering point"
                : "send registerMeter to %s on chain %d: meterId %s, gatewayId %s, metaHash %s, nonce %s; the gateway signs by POST /v1/meters/%s/registration-signature, the owner's wallet signs the same"
                        .formatted(
                                entry.registry(),
                                entry.chainId(),
                                binding.meter(),
                                binding.gateway(),
                                metaHash,
                                entry.nonce(),
                                binding.meter());
    }

    private static List<Check> registered(
            RegistryEntry entry, Registration there, Binding binding, Hash32 metaHash, Instant now) {
        return List.of(
                Check.of(
                        entry.confirmed(),
                        "registry.confirmed",
                        "transaction %s in block %d".formatted(there.transaction(), there.block()),
                        "deep enough in the chain to stay",
                        "wait for a few blocks and ask again"),
                Check.of(
                        !there.validFrom().isAfter(now),
                        "registry.validFrom",
                        there.validFrom().toString(),
                        "not after " + now,
                        "no reading before " + there.validFrom() + " counts: ask again then"),
                same("registry.meter.id", there.meter(), binding.meter()),
                same("registry.meter.gateway", there.gateway(), binding.gateway()),
                same("registry.metaHash", there.metaHash(), metaHash));
    }

    private static Check same(String name, Object value, Object expected) {
        return Check.of(
                value.equals(expected),
                name,
                value.toString(),
                expected.toString(),
                "the transaction registered something else: retire that on chain and register this binding");
    }
}
