/** What a meter would have measured without the call: policy NET10-v1. */
@NullMarked
package energy.peerwatt.gridservice.baseline.domain;

import org.jspecify.annotations.NullMarked;
