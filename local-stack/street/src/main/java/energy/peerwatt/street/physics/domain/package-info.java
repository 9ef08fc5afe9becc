/** Sun and sky: what light falls on a roof at an instant. Weather may use doubles; power leaves this package as integer milliwatts. */
@NullMarked
package energy.peerwatt.street.physics.domain;

import org.jspecify.annotations.NullMarked;
