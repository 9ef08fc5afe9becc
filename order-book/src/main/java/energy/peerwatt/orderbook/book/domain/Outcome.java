package energy.peerwatt.orderbook.book.domain;

import java.util.List;

/** What became of a command. */
public sealed interface Outcome {
    /** It was carried out; an order refused among several is one of the effects. No effects: it was old news. */
    record Done(List<Effect> effects) implements Outcome {
        public Done {
            effects = List.copyOf(effects);
        }
    }

    /** It was not carried out, for all of these reasons. */
    record Refused(List<Violation> violations) implements Outcome {
        public Refused {
            violations = List.copyOf(violations);
        }

        /** Refused for one reason. */
        static Refused because(String code, String field, String message) {
            return new Refused(List.of(new Violation(code, field, message)));
        }
    }
}
