package energy.peerwatt.metergateway.device;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One home: its meter and, where it has one, its inverter.
 *
 * @param account of the household whose meter it is; without one no household may see its data
 * @param serial the number the meter must have; without it the first one seen counts from then on
 */
public record Device(
        String name,
        MeterId meter,
        Optional<AccountId> account,
        Endpoint endpoint,
        int unit,
        Profile profile,
        Optional<String> serial,
        Optional<Inverter> inverter) {

    /** The register maps of what answers there. */
    public Stream<Profile> profilesAt(Endpoint there) {
        Stream<Profile> ofMeter = endpoint.equals(there) ? Stream.of(profile) : Stream.empty();
        Stream<Profile> ofInverter =
                inverter.filter(its -> its.endpoint().equals(there)).flatMap(Inverter::profile).stream();
        return Stream.concat(ofMeter, ofInverter);
    }

    /** The same home with this inverter. */
    public Device with(Inverter its) {
        return new Device(name, meter, account, endpoint, unit, profile, serial, Optional.of(its));
    }

    /** The buses of its devices. */
    public Stream<Endpoint> endpoints() {
        return Stream.concat(Stream.of(endpoint), inverter.stream().map(Inverter::endpoint))
                .distinct();
    }

    /**
     * Where an inverter answers.
     *
     * @param profile its register map; without one it has to describe itself by SunSpec
     * @param serial the number it must have before anything is written to it; without it any inverter may answer, but none
     *     takes the place of another while a set-point holds
     */
    public record Inverter(Endpoint endpoint, int unit, Optional<Profile> profile, Optional<String> serial) {
        public Inverter(Endpoint endpoint, int unit) {
            this(endpoint, unit, Optional.empty(), Optional.empty());
        }

        public boolean speaksSunSpec() {
            return profile.map(its -> its.identity().sunspec()).orElse(true);
        }
    }
}
