package energy.peerwatt.metergateway.profile;

import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The register maps that come with the gateway. */
public final class Profiles {
    private static final List<String> SHIPPED = List.of(
            "abb-b23",
            "carlo-gavazzi-em24",
            "carlo-gavazzi-em24-e1",
            "carlo-gavazzi-em3x0",
            "carlo-gavazzi-em5x0",
            "eastron-sdm120",
            "eastron-sdm630",
            "eastron-sdm72",
            "fronius-gen24",
            "fronius-smart-meter",
            "growatt-tl-xh",
            "huawei-sun2000",
            "janitza-umg96rm-e",
            "schneider-iem3155",
            "siemens-pac2200",
            "sma-tripower",
            "solaredge",
            "solaredge-meter",
            "sungrow-sh",
            "sunspec-inverter",
            "victron-gx");

    private final Map<String, Profile> byId = new TreeMap<>();

    private Profiles() {}

    /** @throws energy.peerwatt.metergateway.yaml.InvalidFileException if one of them is wrong */
    public static Profiles load() {
        Profiles profiles = new Profiles();
        for (String id : SHIPPED) {
            profiles.byId.put(id, shipped(id));
        }
        return profiles;
    }

    /** One map of the jar, for whoever needs no other. */
    public static Profile shipped(String id) {
        String name = "profiles/" + id + ".yaml";
        Profile profile = ProfileReader.read(name, resource(name));
        if (!profile.id().equals(id)) {
            throw new IllegalStateException(name + " says that it is " + profile.id());
        }
        return profile;
    }

    /** By id. */
    public Collection<Profile> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** How to speak with a device of which nothing is known: as the most sensitive one wants it. */
    public Manners careful() {
        return byId.values().stream()
                .map(profile -> profile.link().manners())
                .reduce(new Manners(Duration.ZERO, Duration.ZERO, Duration.ZERO), Manners::and);
    }

    /** @throws IllegalArgumentException naming the ids there are */
    public Profile profile(String id) {
        Profile profile = byId.get(id);
        if (profile == null) {
            throw new IllegalArgumentException(id + " is not known; allowed are " + String.join(", ", byId.keySet()));
        }
        return profile;
    }

    private static byte[] resource(String name) {
        try (InputStream in = Profiles.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
