package energy.peerwatt.metergateway.probe.domain;

import energy.peerwatt.metergateway.link.domain.DeviceIdentification;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.profile.domain.Match;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import energy.peerwatt.metergateway.sunspec.domain.Discovery;
import energy.peerwatt.metergateway.sunspec.domain.ModelReader;
import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which profile a device belongs to. What is meant for that comes first: identification by function 43, then SunSpec, then
 * registers that tell one family from another.
 */
public final class Recognition {
    private static final List<Integer> COMMON = List.of(1);

    private Recognition() {}

    /** By what a device was recognised, in the order in which it is tried. */
    public enum Means {
        FC43("fc43"),
        SUNSPEC("sunspec"),
        REGISTERS("registers");

        private final String label;

        Means(String label) {
            this.label = label;
        }

        /** As profiles and reports write it. */
        public String label() {
            return label;
        }

        private static Optional<Means> of(Match match) {
            return switch (match) {
                case Match.Fc43 _ -> Optional.of(FC43);
                case Match.SunSpec _ -> Optional.of(SUNSPEC);
                case Match.Numbers _, Match.Texts _ -> Optional.of(REGISTERS);
                case Match.ByHand _ -> Optional.empty();
            };
        }
    }

    /** A device's profile, and what told. */
    public record Recognised(Profile profile, Means means) {}

    /** Who a device says it is; empty texts where it says nothing. */
    public record Nameplate(String maker, String model, String version, String serial) {}

    /** @param access for one unit; should remember what was said, for many profiles look at the same registers */
    public static Optional<Recognised> recognise(Collection<Profile> profiles, RegisterAccess access) {
        return Arrays.stream(Means.values())
                .flatMap(means -> profiles.stream()
                        .filter(profile -> DeviceReader.fits(
                                profile, access, match -> Means.of(match).equals(Optional.of(means))))
                        .map(profile -> new Recognised(profile, means)))
                .findFirst();
    }

    /** By function 43 and by SunSpec, whether or not there is a profile for it; empty if it does not say. */
    public static Optional<Nameplate> nameplate(RegisterAccess access) {
        Optional<DeviceIdentification> said = access.identification();
        Optional<ModelReading> common = common(access);
        return said.isEmpty() && common.isEmpty()
                ? Optional.empty()
                : Optional.of(new Nameplate(
                        first(said.flatMap(DeviceIdentification::vendor), common, "Mn"),
                        first(said.flatMap(DeviceIdentification::model), common, "Md"),
                        first(said.flatMap(DeviceIdentification::revision), common, "Vr"),
                        first(Optional.empty(), common, "SN")));
    }

    private static String first(Optional<String> said, Optional<ModelReading> common, String point) {
        return said.or(() -> common.map(model -> model.text(point))).orElse("");
    }

    private static Optional<ModelReading> common(RegisterAccess access) {
        RegisterSource source = (start, count) ->
                access.read(Optional.empty(), new RegisterBlock(RegisterFunction.HOLDING, start, count));
        if (!(Discovery.discover(source) instanceof Discovery.Outcome.Found found)) {
            return Optional.empty();
        }
        Chain chain = found.chain();
        return chain.first(COMMON).flatMap(entry -> ModelReader.read(source, entry, RegisterBlock.MOST));
    }
}
