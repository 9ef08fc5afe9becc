package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.codec.domain.Unit;
import java.util.List;
import java.util.Optional;

/**
 * One value of a device that describes itself by SunSpec. Type, scale factor and what is not implemented follow from the
 * model.
 *
 * @param models the first of these that the device has
 * @param point name of the point in all of them
 * @param module for models with a repeated group: the group of which the point is meant
 * @param unit what the models count in
 */
public record ModelPoint(
        PointId id,
        Optional<String> part,
        List<Integer> models,
        String point,
        Optional<Module> module,
        Unit unit,
        int sign,
        PollGroup group,
        boolean settlement,
        List<String> sources) {
    /** The point by which groups say what they are. */
    public static final String NAMES = "IDStr";

    public ModelPoint {
        models = List.copyOf(models);
        sources = List.copyOf(sources);
    }

    /** One of the groups of a model. */
    public sealed interface Module {
        /** @param number from 1 */
        record Numbered(int number) implements Module {}

        /** The first with a name of this beginning, for some makers put a number behind it. */
        record Named(String beginning) implements Module {}
    }
}
