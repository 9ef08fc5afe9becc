package energy.peerwatt.metergateway.probe.domain;

import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.profile.domain.Match;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import energy.peerwatt.metergateway.sunspec.domain.Discovery;
import energy.peerwatt.metergateway.sunspec.domain.ModelReader;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which profile a device belongs to. What says who made it comes first: SunSpec, then registers of other makers. */
public final class Recognition {
    private static final List<Integer> COMMON = List.of(1);

    private Recognition() {}

    /** @param bySunSpec whether model 1 told, else a register */
    public record Recognised(Profile profile, boolean bySunSpec) {}

    /** What SunSpec model 1 says; empty texts where it says nothing. */
    public record Nameplate(String maker, String model, String version, String serial) {}

    /** @param access for one unit; should remember what was said, for many profiles look at the same registers */
    public static Optional<Recognised> recognise(Collection<Profile> profiles, RegisterAccess access) {
        return first(profiles, access, true).or(() -> first(profiles, access, false));
    }

    private static Optional<Recognised> first(Collection<Profile> profiles, RegisterAccess access, boolean bySunSpec) {
        return profiles.stream()
                .filter(profile -> bySunSpec == profile.match().stream().anyMatch(Match.SunSpec.class::isInstance))
                .filter(profile -> DeviceReader.matches(profile, access).orElse(false))
                .findFirst()
                .map(profile -> new Recognised(profile, bySunSpec));
    }

    /** Who a device says it is, whether or not there is a profile for it; empty without SunSpec. */
    public static Optional<Nameplate> nameplate(RegisterAccess access) {
        RegisterSource source = (start, count) ->
                access.read(Optional.empty(), new RegisterBlock(RegisterFunction.HOLDING, start, count));
        if (!(Discovery.discover(source) instanceof Discovery.Outcome.Found found)) {
            return Optional.empty();
        }
        Chain chain = found.chain();
        return chain.first(COMMON)
                .flatMap(entry -> ModelReader.read(source, entry, RegisterBlock.MOST))
                .map(model -> new Nameplate(model.text("Mn"), model.text("Md"), model.text("Vr"), model.text("SN")));
    }
}
