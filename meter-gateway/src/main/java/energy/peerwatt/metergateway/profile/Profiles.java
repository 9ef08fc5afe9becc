package energy.peerwatt.metergateway.profile;

import energy.peerwatt.metergateway.profile.domain.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The register maps that come with the gateway. */
public final class Profiles {
    private static final List<String> SHIPPED = List.of("eastron-sdm630");

    private final Map<String, Profile> byId = new TreeMap<>();

    private Profiles() {}

    /** @throws energy.peerwatt.metergateway.yaml.InvalidFileException if one of them is wrong */
    public static Profiles load() {
        Profiles profiles = new Profiles();
        for (String id : SHIPPED) {
            String name = "profiles/" + id + ".yaml";
            Profile profile = ProfileReader.read(name, resource(name));
            profiles.byId.put(profile.id(), profile);
        }
        return profiles;
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
