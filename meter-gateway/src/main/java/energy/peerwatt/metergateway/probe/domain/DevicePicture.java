package energy.peerwatt.metergateway.probe.domain;

import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Requirement;
import energy.peerwatt.metergateway.profile.domain.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a device said.
 *
 * @param samples one for every point of the profile
 * @param unmet settings that are not as the profile requires, or could not be read
 */
public record DevicePicture(
        Optional<String> serial,
        Optional<String> model,
        Optional<String> firmware,
        Map<PointId, Sample> samples,
        List<Requirement> unmet) {
    public DevicePicture {
        samples = Map.copyOf(samples);
        unmet = List.copyOf(unmet);
    }
}
