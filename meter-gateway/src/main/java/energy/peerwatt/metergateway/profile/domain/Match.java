package energy.peerwatt.metergateway.profile.domain;

import java.util.List;
import java.util.Set;

/** By what a device of this family is known when nobody says what it is. */
public sealed interface Match {

    /** A register that holds one of these numbers. */
    record Numbers(Location location, Set<Long> values) implements Match {
        public Numbers {
            values = Set.copyOf(values);
        }
    }

    /** A register that holds a text with one of these beginnings. */
    record Texts(Location location, List<String> beginnings) implements Match {
        public Texts {
            beginnings = List.copyOf(beginnings);
        }
    }

    /** SunSpec model 1 with a maker's name of this beginning, in any case of letters. */
    record SunSpec(String maker) implements Match {}

    /**
     * A vendor's name with this beginning among the objects of function 43, in any case of letters, and a product's code
     * with one of these.
     */
    record Fc43(String vendor, List<String> products) implements Match {
        public Fc43 {
            products = List.copyOf(products);
        }
    }

    /** The device does not tell; an installer has to. */
    record ByHand(String why) implements Match {}
}
