package energy.peerwatt.street.home.domain;

import energy.peerwatt.street.physics.domain.Roof;
import org.jspecify.annotations.Nullable;

/**
 * The solar system of a home.
 *
 * @param roof its panels
 * @param inverter its inverter, which carries the battery too
 * @param battery null without one
 */
public record Solar(Roof roof, Inverter inverter, @Nullable BatterySpec battery) {}
