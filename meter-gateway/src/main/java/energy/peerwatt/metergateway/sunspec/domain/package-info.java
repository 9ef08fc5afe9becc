/** SunSpec: discovery, the chain of models and the points of the models that count here. */
@NullMarked
package energy.peerwatt.metergateway.sunspec.domain;

import org.jspecify.annotations.NullMarked;
