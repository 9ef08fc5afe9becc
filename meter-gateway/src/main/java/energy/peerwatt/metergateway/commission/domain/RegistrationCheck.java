package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.messages.evidence.Hash32;
import java.util.List;

/** Whether the registry on chain has exactly the binding that was signed. */
public final class RegistrationCheck {
    private RegistrationCheck() {}

    /** @param metaHash of the binding */
    public static List<Check> checks(Registration registration, Binding binding, Hash32 metaHash) {
        return List.of(
                same("registry.meter", registration.meter(), binding.meter()),
                same("registry.gateway", registration.gateway(), binding.gateway()),
                same("registry.metaHash", registration.metaHash(), metaHash));
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
